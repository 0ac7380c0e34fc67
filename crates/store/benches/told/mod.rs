//! How does a bench of a bare engine say what it found? In the words that `cargo xtask bench sends` reads.

/// Prints how many wrote at once, rows a second, and the median and 99th percentile of `times`, in milliseconds.
pub fn tell(at_once: usize, mut times: Vec<f64>, seconds: f64) {
    times.sort_by(f64::total_cmp);
    println!(
        "{at_once} {:.0} {:.2} {:.2}",
        times.len() as f64 / seconds,
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
}
