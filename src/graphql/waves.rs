//! When batches are sent: together, once the answer cannot go on without them.
//!
//! A timer would cut a batch wherever it happens to run out, so that a long page takes more statements than a short one
//! on a busy machine. Here nothing is sent while any resolver can go on, and nothing more until all that was sent is
//! back: how many statements an answer takes depends on what it asks for and on nothing else.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Statements for many objects, waiting to be sent.
pub type Batch = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The batches of one answer.
#[derive(Clone, Default)]
pub struct Waves(Arc<Mutex<Vec<Batch>>>);

/// Whether the answer can go on.
struct Signal {
    raised: AtomicBool,
    task: Mutex<Option<Waker>>,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.raised.store(true, Ordering::Release);
        if let Some(task) = self.task.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            task.wake_by_ref();
        }
    }
}

impl Waves {
    /// Keeps a batch for the next wave.
    pub fn add(&self, batch: Batch) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(batch);
    }

    fn take(&self) -> Vec<Batch> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs `answer` with the batches that it adds. Dropped with it, they end with it.
    pub async fn carry<F: Future>(self, answer: F) -> F::Output {
        let mut answer = pin!(answer);
        let mut sent: Vec<Batch> = Vec::new();
        let signal = Arc::new(Signal { raised: AtomicBool::new(true), task: Mutex::new(None) });
        let waker = Waker::from(Arc::clone(&signal));
        poll_fn(move |context| {
            *signal.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.waker().clone());
            sent.retain_mut(|batch| batch.as_mut().poll(context).is_pending());
            // Only with the whole wave does the answer go on: what is on its way is not asked for again.
            if sent.is_empty()
                && signal.raised.swap(false, Ordering::Acquire)
                && let Poll::Ready(answered) = answer.as_mut().poll(&mut Context::from_waker(&waker))
            {
                return Poll::Ready(answered);
            }
            // Raised again, the answer only made room for others; its waker has called for the next turn.
            if sent.is_empty() && !signal.raised.load(Ordering::Acquire) {
                sent = self.take();
                if !sent.is_empty() {
                    context.waker().wake_by_ref();
                }
            }
            Poll::Pending
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::sync::{Arc, Mutex};
    use std::task::Poll;

    use super::Waves;

    #[tokio::test]
    async fn a_wave_goes_out_when_nothing_else_can_go_on_and_the_next_when_it_is_back() {
        let waves = Waves::default();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let note = |words: &'static str| log.lock().unwrap().push(words);
        let batch = |words: &'static str, turns: usize| {
            let log = Arc::clone(&log);
            Box::pin(async move {
                for _ in 0..turns {
                    tokio::task::yield_now().await;
                }
                log.lock().unwrap().push(words);
            })
        };
        let answer = async {
            waves.add(batch("slow", 5));
            let mut asked = false;
            poll_fn(|context| {
                context.waker().wake_by_ref();
                if std::mem::replace(&mut asked, true) { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            note("the answer went on first");
            let log = Arc::clone(&log);
            waves.add(Box::pin(async move {
                log.lock().unwrap().push("quick");
                let _ = sender.send(());
            }));
            receiver.await.unwrap();
            let (sender, receiver) = tokio::sync::oneshot::channel();
            let second = batch("second wave", 0);
            waves.add(Box::pin(async move {
                second.await;
                let _ = sender.send(());
            }));
            receiver.await.unwrap();
        };
        waves.clone().carry(answer).await;
        let log = log.lock().unwrap();
        assert_eq!(*log, ["the answer went on first", "quick", "slow", "second wave"]);
    }
}
