//! Lengths of time, and the periods that dates fall into.

use std::{collections::BTreeMap, ops::RangeInclusive};

use crate::Period;

/// A length of time that periods have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

/// The spans from the shortest to the longest.
const SPANS: [Span; 6] = [Span::Day, Span::Week, Span::Month, Span::Quarter, Span::Year, Span::Decade];
/// No more periods than these are a table that a person reads.
const MOST_READ: i64 = 40;

/// Of so many dates or more …
const FEWEST_TRIMMED: usize = 20;
/// … one in so many at either end has no say in what the periods are.
const TRIMMED_ONE_IN: usize = 40;

/// A date (ISO 8601), as far as it is known.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
}

impl Date {
    fn of(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut next = || parts.next().and_then(|part| part.parse().ok());
        let (month, day) = (next(), next());
        Some(Self { year, month, day })
    }

    /// The days since 1970-01-01 in the Gregorian calendar, with years that begin in March so that the day that leap years add comes last.
    fn days(self) -> Option<i64> {
        let (month, day) = (self.month?, self.day?);
        let year = if month > 2 { self.year } else { self.year - 1 };
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(
            365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468,
        )
    }

    /// The date so many days after 1970-01-01.
    fn of_days(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self { year, month: Some(month), day: Some(of_year - (153 * shifted + 2) / 5 + 1) }
    }
}

impl Span {
    /// Its name in the configuration.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }

    /// The number of the period of a date (ISO 8601), which grows by one from period to period; `None` for a date that is less exact.
    pub(crate) fn of(self, iso: &str) -> Option<i64> {
        let date = Date::of(iso)?;
        let month = || Some(12 * date.year + date.month? - 1);
        match self {
            Self::Day => date.days(),
            // 1970-01-01 was a Thursday.
            Self::Week => Some((date.days()? + 3).div_euclid(7)),
            Self::Month => month(),
            Self::Quarter => Some(month()?.div_euclid(3)),
            Self::Year => Some(date.year),
            Self::Decade => Some(date.year.div_euclid(10)),
        }
    }

    /// The name of a period: `2031-03-14`, `2031-W11` (ISO 8601), `2031-03`, `2031-Q1`, `2031`, `2030s`.
    pub(crate) fn name_of(self, period: i64) -> String {
        match self {
            Self::Day => {
                let date = Date::of_days(period);
                format!("{:04}-{:02}-{:02}", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
            }
            Self::Week => {
                // A week belongs to the year of its Thursday.
                let thursday = 7 * period;
                let year = Date::of_days(thursday).year;
                let first = Date { year, month: Some(1), day: Some(1) }.days().unwrap_or(thursday);
                format!("{year:04}-W{:02}", (thursday - first) / 7 + 1)
            }
            Self::Month => format!("{:04}-{:02}", period.div_euclid(12), period.rem_euclid(12) + 1),
            Self::Quarter => format!("{:04}-Q{}", period.div_euclid(4), period.rem_euclid(4) + 1),
            Self::Year => format!("{period:04}"),
            Self::Decade => format!("{}0s", period),
        }
    }

    /// What the configuration says, or the shortest span of which there are few enough periods between the first date and the last, of
    /// one date in forty at either end left out: no more than documents, and than a person reads. One document of another century would make
    /// decades of a month of news.
    pub(crate) fn of_config<'a>(period: Period, dates: impl Iterator<Item = &'a str> + Clone) -> Self {
        let fits = |span: &Self| {
            let mut found: Vec<i64> = dates.clone().filter_map(|date| span.of(date)).collect();
            found.sort_unstable();
            let at_an_end =
                if found.len() < FEWEST_TRIMMED { 0 } else { found.len().div_ceil(TRIMMED_ONE_IN) };
            let inner = found.get(at_an_end..found.len() - at_an_end).unwrap_or_default();
            let (Some(first), Some(last)) = (inner.first(), inner.last()) else { return false };
            // Nearly all dates must be as exact.
            10 * found.len() >= 9 * dates.clone().count() && last - first < MOST_READ.min(found.len() as i64)
        };
        match period {
            Period::Auto => SPANS.into_iter().find(fits).unwrap_or(Self::Decade),
            Period::Day => Self::Day,
            Period::Week => Self::Week,
            Period::Month => Self::Month,
            Period::Quarter => Self::Quarter,
            Period::Year => Self::Year,
            Period::Decade => Self::Decade,
        }
    }

    /// The first period of some dates and the last.
    pub(crate) fn range<'a>(self, dates: impl Iterator<Item = &'a str>) -> Option<RangeInclusive<i64>> {
        let mut periods = dates.filter_map(|date| self.of(date));
        let first = periods.next()?;
        let (low, high) = periods.fold((first, first), |(low, high), next| (low.min(next), high.max(next)));
        Some(low..=high)
    }
}

/// The names of the periods of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PeriodNames(BTreeMap<String, String>);

impl PeriodNames {
    pub(crate) fn new<'a>(span: Span, dates: impl Iterator<Item = &'a str>) -> Self {
        let named = |date: &'a str| Some((date.to_owned(), span.name_of(span.of(date)?)));
        Self(dates.filter_map(named).collect())
    }

    pub(crate) fn of(&self, date: &str) -> Option<&str> {
        self.0.get(date).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, PeriodNames, Span};
    use crate::Period;

    #[test]
    fn names_of_periods() {
        for (date, names) in [
            ("2031-03-14", ["2031-03-14", "2031-W11", "2031-03", "2031-Q1", "2031", "2030s"]),
            // Weeks at the turn of a year, by the calendar of 2020 and 2021 (ISO 8601).
            ("2021-01-03", ["2021-01-03", "2020-W53", "2021-01", "2021-Q1", "2021", "2020s"]),
            ("2018-12-31", ["2018-12-31", "2019-W01", "2018-12", "2018-Q4", "2018", "2010s"]),
            ("2024-02-29", ["2024-02-29", "2024-W09", "2024-02", "2024-Q1", "2024", "2020s"]),
            ("1790-01-08", ["1790-01-08", "1790-W01", "1790-01", "1790-Q1", "1790", "1790s"]),
        ] {
            let found = super::SPANS.map(|span| span.name_of(span.of(date).unwrap()));
            assert_eq!(found, names, "{date}");
        }
        assert_eq!(Span::Month.of("2031"), None);
        assert_eq!(Span::Day.of("2031-03"), None);
        assert_eq!(
            Span::Quarter.of("2031-12").map(|period| Span::Quarter.name_of(period)),
            Some("2031-Q4".to_owned())
        );
        assert_eq!(Span::Year.of("spring"), None);
    }

    #[test]
    fn days_are_counted_without_gaps() {
        let first = Date { year: 1895, month: Some(12), day: Some(31) }.days().unwrap();
        for day in first..first + 80_000 {
            let date = Date::of_days(day);
            assert_eq!(date.days(), Some(day));
            assert!((1..=12).contains(&date.month.unwrap()) && (1..=31).contains(&date.day.unwrap()));
        }
        assert_eq!(Date { year: 1970, month: Some(1), day: Some(1) }.days(), Some(0));
    }

    #[test]
    fn the_span_fits_the_range_and_the_documents() {
        let spans = |dates: &[&str]| Span::of_config(Period::Auto, dates.iter().copied()).name();
        let years: Vec<String> = (1790..2026).map(|year| format!("{year}-01-08")).collect();
        assert_eq!(spans(&years.iter().map(String::as_str).collect::<Vec<_>>()), "decade");
        let days: Vec<String> = (1..=28).map(|day| format!("2031-02-{day:02}")).collect();
        assert_eq!(spans(&days.iter().map(String::as_str).collect::<Vec<_>>()), "day");
        let with_a_stray: Vec<&str> = days.iter().map(String::as_str).chain(["1806-01-01"]).collect();
        assert_eq!(spans(&with_a_stray), "day");
        // Three documents of seven years.
        assert_eq!(spans(&["2018-05-03", "2024-01-18", "2024-01-18"]), "decade");
        // Years alone.
        assert_eq!(spans(&["2008", "2009", "2010", "2010"]), "year");
        assert_eq!(spans(&[]), "decade");
    }

    #[test]
    fn periods_by_date() {
        let names = PeriodNames::new(Span::Quarter, ["2031-03-14", "2031"].into_iter());
        assert_eq!((names.of("2031-03-14"), names.of("2031")), (Some("2031-Q1"), None));
    }
}
