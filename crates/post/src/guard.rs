//! Where may something be sent? To public networks, and to those that the operator allows.
//!
//! Source: the special-purpose registries of RFC 6890 and its updates.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Networks that may be reached although they are not public.
#[derive(Clone, Debug, Default)]
pub struct Networks(Vec<(IpAddr, u8)>);

impl Networks {
    /// Reads networks as `10.0.0.0/8`; what is none is left.
    pub fn read<'a>(all: impl IntoIterator<Item = &'a str>) -> Self {
        let one = |text: &str| {
            let (address, bits) = text.split_once('/').unwrap_or((text, "128"));
            let address: IpAddr = address.parse().ok()?;
            let most = if address.is_ipv4() { 32 } else { 128 };
            Some((address, bits.parse::<u8>().ok()?.min(most)))
        };
        Networks(all.into_iter().filter_map(one).collect())
    }

    /// Whether an address may be reached.
    pub fn may_reach(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.0.iter().any(|(network, bits)| contains(*network, *bits, address))
    }
}

fn contains(network: IpAddr, bits: u8, address: IpAddr) -> bool {
    match (network, address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32 - u32::from(bits.min(32));
            u32::from(network).checked_shr(shift) == u32::from(address).checked_shr(shift)
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            let shift = 128 - u32::from(bits.min(128));
            u128::from(network).checked_shr(shift) == u128::from(address).checked_shr(shift)
        }
        _ => false,
    }
}

/// Whether an address is one of the public internet.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_4(address),
        IpAddr::V6(address) => is_public_6(address),
    }
}

fn is_public_4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    !is_special
}

fn is_public_6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // Addresses that carry an older one inside are judged by it (RFC 6052, RFC 3056).
    let inside = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inside(high, low),
        [0x2002, high, low, ..] => inside(high, low),
        // Only 2000::/3 is given out, and of it 2001:db8::/32 and 2001::/23 are special.
        [first, second, ..] => {
            (0x2000..0x4000).contains(&first) && !(first == 0x2001 && (second == 0xdb8 || second < 0x200))
        }
    }
}

/// Resolves names and passes on only what may be reached, so that a name that changes between the look and the
/// connection changes nothing.
pub(crate) struct Guard(pub(crate) Arc<Networks>);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|address| networks.may_reach(address.ip())).collect();
            if open.is_empty() {
                return Err(
                    "its name leads to a private network, which the configuration does not allow".into()
                );
            }
            let all: Addrs = Box::new(open.into_iter());
            Ok(all)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_networks_are_reached_unless_the_operator_says_so() {
        let none = Networks::default();
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:169.254.169.254",
        ] {
            assert!(!none.may_reach(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::101:101"] {
            assert!(none.may_reach(public.parse().unwrap()), "{public}");
        }
        let some = Networks::read(["10.0.0.0/8", "127.0.0.1", "fc00::/7", "nonsense"]);
        for allowed in ["10.1.2.3", "127.0.0.1", "fc00::1", "::ffff:10.0.0.1"] {
            assert!(some.may_reach(allowed.parse().unwrap()), "{allowed}");
        }
        assert!(!some.may_reach("127.0.0.2".parse().unwrap()));
    }
}
