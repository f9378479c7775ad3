//! Money: whole minor units and an ISO 4217 currency, never a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Every currency that is legal tender somewhere (ISO 4217, list one, without metals, funds and testing codes).
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA \
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU \
    UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// An ISO 4217 currency code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits behind the decimal separator (ISO 4217, column "minor unit").
    #[must_use]
    pub fn minor_digits(&self) -> u32 {
        match self.code() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
            | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(letters) if CODES.split_whitespace().any(|known| known == code) => Ok(Self(letters)),
            _ => Err(format!("`{code}` is no ISO 4217 currency code such as EUR")),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: cents for the euro.
    pub minor: i64,
    /// The currency they are counted in.
    pub currency: Currency,
}

impl Money {
    /// So many minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum. `None` when the currencies differ or the sum is too large to count.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Self { minor, ..self })
    }

    /// So many times the amount. `None` when that is too large to count.
    #[must_use]
    pub fn times(self, quantity: u32) -> Option<Self> {
        let minor = self.minor.checked_mul(i64::from(quantity))?;
        Some(Self { minor, ..self })
    }

    /// Reads a decimal amount, with a point or a comma: `18.40`, `18,4`, `3`. No sign, no grouping.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, String> {
        let digits = currency.minor_digits();
        if text.starts_with('-') {
            return Err(format!("`{text}` is negative"));
        }
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) {
            return Err(format!("`{text}` is not a number such as 3.99"));
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > digits as usize {
            return Err(format!("`{text}` has too many decimals: {currency} has {digits}"));
        }
        let too_large = |_| format!("`{text}` is too large");
        let minor: i64 = format!("{whole}{fraction:0<width$}", width = digits as usize).parse().map_err(too_large)?;
        Ok(Self { minor, currency })
    }
}

impl fmt::Display for Money {
    /// As it is written: `€18.40`, `$3.00`, `£0.99`, `CHF 5.00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.minor_digits();
        let unit = 10_u64.pow(digits);
        let magnitude = self.minor.unsigned_abs();
        if self.minor < 0 {
            formatter.write_str("-")?;
        }
        match self.currency.code() {
            "EUR" => formatter.write_str("€")?,
            "USD" => formatter.write_str("$")?,
            "GBP" => formatter.write_str("£")?,
            code => write!(formatter, "{code} ")?,
        }
        write!(formatter, "{}", magnitude / unit)?;
        if digits > 0 {
            write!(formatter, ".{:0width$}", magnitude % unit, width = digits as usize)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_the_digits_of_their_currency() {
        let amount = |minor, code: &str| Money::new(minor, code.parse().unwrap()).to_string();
        assert_eq!(amount(1840, "EUR"), "€18.40");
        assert_eq!(amount(5, "USD"), "$0.05");
        assert_eq!(amount(-250, "GBP"), "-£2.50");
        assert_eq!(amount(500, "JPY"), "JPY 500");
        assert_eq!(amount(1234, "KWD"), "KWD 1.234");
    }

    #[test]
    fn amounts_are_read_with_a_point_or_a_comma_and_never_rounded() {
        let minor = |text| Money::parse(text, Currency::EUR).map(|amount| amount.minor);
        assert_eq!(minor("18.40"), Ok(1840));
        assert_eq!(minor("18,4"), Ok(1840));
        assert_eq!(minor("3"), Ok(300));
        assert_eq!(minor("0.990"), Ok(99));
        for wrong in ["", "-1", "1.234,50", "1.239", "1e3", "3.", ".5", "+3", "99999999999999999999", "free", "٣"] {
            assert!(minor(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sums_of_different_currencies_are_refused() {
        let dollars = Money::new(1, "USD".parse().unwrap());
        assert_eq!(Money::new(1, Currency::EUR).plus(dollars), None);
        assert_eq!(Money::new(i64::MAX, Currency::EUR).times(2), None);
    }

    #[test]
    fn a_currency_is_three_upper_case_letters_that_the_standard_lists() {
        assert!("EUX".parse::<Currency>().is_err());
        assert!("eur".parse::<Currency>().is_err());
        assert!("EURO".parse::<Currency>().is_err());
    }
}
