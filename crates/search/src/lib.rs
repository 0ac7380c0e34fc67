//! The full-text index over what is public.
