//! Work on all cores, results in the order of the items.

use crate::stop::Stop;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Results that may wait for an earlier one, for each thread; the memory of a run is bounded by it.
const AHEAD: usize = 8;

/// Works on items on `jobs` threads and hands the results to `sink` one by one, in the order of the items.
///
/// # Errors
/// When `sink` wants to stop; items that nobody has begun are left.
pub fn ordered<I, T>(
    jobs: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), Stop>,
) -> Result<(), Stop>
where
    I: Send,
    T: Send,
{
    if jobs <= 1 {
        return items.into_iter().try_for_each(|item| sink(work(item)));
    }
    thread::scope(|scope| {
        let (orders, waiting) = sync_channel::<Receiver<T>>(jobs * AHEAD);
        let (tasks, open) = sync_channel::<(I, SyncSender<T>)>(jobs);
        let (open, work) = (Arc::new(Mutex::new(open)), &work);
        for _ in 0..jobs {
            let open = Arc::clone(&open);
            scope.spawn(move || {
                while let Some((item, reply)) = next(&open) {
                    // Nobody waits for the result when the run has stopped.
                    let _ = reply.send(work(item));
                }
            });
        }
        scope.spawn(move || feed(items, &orders, &tasks));
        // `waiting` is gone when the sink stops early: that ends the feeder, and with it the workers.
        waiting.iter().filter_map(|reply| reply.recv().ok()).try_for_each(&mut sink)
    })
}

fn feed<I, T>(
    items: impl Iterator<Item = I>,
    orders: &SyncSender<Receiver<T>>,
    tasks: &SyncSender<(I, SyncSender<T>)>,
) {
    for item in items {
        let (reply, result) = sync_channel(1);
        if orders.send(result).is_err() || tasks.send((item, reply)).is_err() {
            return;
        }
    }
}

fn next<T>(open: &Mutex<Receiver<T>>) -> Option<T> {
    open.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 3] {
            let mut out = Vec::new();
            let slow = |n: u64| {
                thread::sleep(std::time::Duration::from_micros(n * 7919 % 500));
                n
            };
            ordered(jobs, 0..300, slow, |n| {
                out.push(n);
                Ok(())
            })
            .unwrap();
            assert_eq!(out, (0..300).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_stop_ends_an_endless_run() {
        for jobs in [1, 3] {
            let stopped = ordered(jobs, 0.., |n: u64| n, |n| if n == 100 { Err(Stop::Pipe) } else { Ok(()) });
            assert!(matches!(stopped, Err(Stop::Pipe)));
        }
    }
}
