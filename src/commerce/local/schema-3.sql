-- Version 3: the taxes that prices contain, in hundredths of a percent; none when nobody says.
ALTER TABLE products ADD COLUMN tax_rate INTEGER CHECK (tax_rate BETWEEN 0 AND 10000); -- none: that of the shop
ALTER TABLE order_lines ADD COLUMN tax_rate INTEGER CHECK (tax_rate BETWEEN 0 AND 10000);
