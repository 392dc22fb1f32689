//! Numbers drawn from a seed (SplitMix64).

/// The same numbers for the same seed.
pub struct Draw(u64);

impl Draw {
    pub fn seeded(seed: u64) -> Self {
        Draw(seed)
    }

    /// A number from 0 up to, not including, a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}
