//! The client of a program that was built without one: the feature `fetch` was left out.

use super::address::Address;
use super::{Failure, Settings};
use detente::Code;

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub content_type: String,
    pub packed: Option<String>,
    pub body: Vec<u8>,
}

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
    pub fn ask(&self, _: &Address, _: usize) -> Result<Answer, Failure> {
        Err(Failure::new(Code::FetchRefused, "this program was built without the feature fetch"))
    }
}
