//! Which addresses may come in, and which may be gone to?

use std::net::IpAddr;

/// A network: an address and how many of its first bits count.
pub(crate) fn read(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address.parse::<IpAddr>().ok()?, bits.parse::<u8>().ok()?),
        None => {
            let address: IpAddr = text.parse().ok()?;
            (address, if address.is_ipv4() { 32 } else { 128 })
        }
    };
    let most = if address.is_ipv4() { 32 } else { 128 };
    (bits <= most).then_some((address, bits))
}

/// Whether an address lies in one of some networks, set apart by spaces; in none given it does.
pub fn allow(networks: &str, address: Option<IpAddr>) -> bool {
    let mut all = networks.split_whitespace().filter_map(read).peekable();
    if all.peek().is_none() {
        return networks.trim().is_empty();
    }
    let Some(address) = address.map(|address| address.to_canonical()) else { return false };
    all.any(|(network, bits)| match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32 - u32::from(bits);
            u32::from(network).checked_shr(shift) == u32::from(address).checked_shr(shift)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let shift = 128 - u32::from(bits);
            u128::from(network).checked_shr(shift) == u128::from(address).checked_shr(shift)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_let_in_by_its_network() {
        for (networks, address, is_in) in [
            ("", "192.0.2.1", true),
            ("192.0.2.0/24", "192.0.2.77", true),
            ("192.0.2.0/24", "192.0.3.1", false),
            ("192.0.2.0/24 2001:db8::/32", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("0.0.0.0/0", "203.0.113.5", true),
            ("nonsense", "203.0.113.5", false),
        ] {
            assert_eq!(allow(networks, address.parse().ok()), is_in, "{networks} {address}");
        }
        assert!(!allow("192.0.2.0/24", None) && allow("", None));
        assert!(read("192.0.2.0/33").is_none());
    }
}
