//! The client of a program that was built without one: the feature `fetch` was left out.

use super::address::Address;
use super::{Answer, Failure, Settings};
use detente::Code;

/// Asks nobody.
#[derive(Debug)]
pub struct Client;

impl Client {
    /// A client.
    pub fn new(_: &Settings) -> Client {
        Client
    }

    /// No answer.
    ///
    /// # Errors
    /// Always.
    pub(super) fn ask(&self, _: &Address, _: usize) -> Result<Answer, Failure> {
        Err(Failure::new(Code::FetchRefused, "this program was built without the feature fetch"))
    }
}
