//! How often may something be done? A bucket that fills again as time goes by.

use jiff::{SignedDuration, Timestamp};

/// So many times at once, and one more each so often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many times at once.
    pub burst: u32,
    /// How long until there is one more.
    pub each: SignedDuration,
}

impl Rate {
    /// `burst` at once, and as many again in every `span`.
    pub const fn per(burst: u32, span: SignedDuration) -> Rate {
        Rate { burst, each: SignedDuration::from_micros(span.as_secs() * 1_000_000 / burst as i64) }
    }
}

/// How full a bucket is, told by the instant at which it is full again (GCRA).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket(Timestamp);

impl Bucket {
    /// A full one.
    pub fn full(now: Timestamp) -> Bucket {
        Bucket(now)
    }

    /// Takes one out.
    ///
    /// # Errors
    /// How long to wait until there is one.
    pub fn take(&mut self, rate: Rate, now: Timestamp) -> Result<(), SignedDuration> {
        let full_at = self.0.max(now) + rate.each;
        let most = now + rate.each * i32::try_from(rate.burst).unwrap_or(i32::MAX);
        if full_at > most {
            return Err(full_at.duration_since(most));
        }
        self.0 = full_at;
        Ok(())
    }

    /// Whether it is full, so that it can be forgotten.
    pub fn is_full(&self, now: Timestamp) -> bool {
        self.0 <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_many_a_second_is_no_rate_without_end() {
        let rate = Rate::per(60_000, SignedDuration::from_mins(10));
        assert_eq!(rate.each, SignedDuration::from_millis(10));
    }

    #[test]
    fn a_bucket_gives_its_burst_then_one_each_so_often() {
        let rate = Rate::per(3, SignedDuration::from_mins(3));
        let now = Timestamp::UNIX_EPOCH;
        let mut bucket = Bucket::full(now);
        for _ in 0..3 {
            assert_eq!(bucket.take(rate, now), Ok(()));
        }
        assert_eq!(bucket.take(rate, now), Err(SignedDuration::from_mins(1)));
        let later = now + SignedDuration::from_mins(1);
        assert_eq!(bucket.take(rate, later), Ok(()));
        assert_eq!(bucket.take(rate, later), Err(SignedDuration::from_mins(1)));
        assert!(!bucket.is_full(later) && bucket.is_full(later + SignedDuration::from_mins(3)));
    }
}
