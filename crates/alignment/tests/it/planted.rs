//! Strategies whose common priorities are known: what is found of them, and what is found beside them.
