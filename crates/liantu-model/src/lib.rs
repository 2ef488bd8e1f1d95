//! Vocabulary and the validated model of liantu.
