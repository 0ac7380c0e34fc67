//! How many connections has one network open? So that nobody takes every place there is.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The connections that are open, by where they come from: an address of IPv4, or the 64 bits of IPv6 that one customer is
/// given (RFC 6177).
#[derive(Debug)]
pub(crate) struct Origins {
    most: usize,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// One connection of a network, for as long as it lives.
#[derive(Debug)]
pub(crate) struct Origin {
    origins: Arc<Origins>,
    network: IpAddr,
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
        v4 => v4,
    }
}

impl Origins {
    /// A network may have so many open.
    pub(crate) fn new(most: usize) -> Arc<Origins> {
        Arc::new(Origins { most, open: Mutex::default() })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more connection; none where its network has too many.
    pub(crate) fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Origin> {
        let network = network(address);
        let mut open = self.open();
        let count = open.entry(network).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Origin { origins: self.clone(), network })
    }
}

impl Drop for Origin {
    fn drop(&mut self) {
        let mut open = self.origins.open();
        if let Some(count) = open.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_so_many_and_gives_them_back() {
        let origins = Origins::new(2);
        let enter = |address: &str| origins.enter(address.parse().unwrap());
        let (one, _two) = (enter("2001:db8::1").unwrap(), enter("2001:db8::ffff:1").unwrap());
        assert!(enter("2001:db8::2").is_none(), "the same 64 bits");
        assert!(enter("2001:db8:0:1::1").is_some() && enter("192.0.2.1").is_some());
        drop(one);
        assert!(enter("2001:db8::3").is_some());
        let held: Vec<_> = ["192.0.2.7", "::ffff:192.0.2.7"].map(|it| enter(it).unwrap()).into();
        assert!(enter("192.0.2.7").is_none());
        drop((held, _two));
        assert!(origins.open().is_empty(), "nothing is kept of who has left");
    }
}
