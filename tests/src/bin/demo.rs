//! The demo shop: starts everything, prints one link, stops on Ctrl-C.

use std::io::IsTerminal as _;
use std::io::Read as _;
use std::process::ExitCode;
use std::sync::Arc;

use e2e::demo::{Demo, DemoError, server};
use tokio::signal::unix::{SignalKind, signal};

/// Port of the demo page where it is free.
const PORT: u16 = 8485;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demo: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), DemoError> {
    let starting = async {
        let demo = Demo::start().await?;
        let port = std::env::var("PLUMBLINE_DEMO_PORT")
            .ok()
            .and_then(|port| port.parse().ok());
        let listener = server::listen(Some(port.unwrap_or(PORT))).await?;
        Ok::<_, DemoError>((demo, listener))
    };
    let (demo, listener) = tokio::select! {
        started = starting => started?,
        // Whatever was started ends with its holder.
        () = ended() => return Ok(()),
    };
    let address = listener.local_addr().map_err(DemoError::Page)?;
    println!("Demo shop (generated data, sent as signed webhooks): http://{address}/");
    demo.teach_meanwhile();
    let served = server::serve(Arc::clone(&demo), listener, ended()).await;
    demo.stop().await;
    served
}

/// Ctrl-C, SIGTERM, or the end of an input that somebody held open for us.
async fn ended() {
    let (gone, input) = tokio::sync::oneshot::channel::<()>();
    if held_open() {
        std::thread::spawn(move || {
            let mut rest = Vec::new();
            let _ = std::io::stdin().read_to_end(&mut rest);
            let _ = gone.send(());
        });
    } else {
        // Without anybody at the other end, only a signal ends it.
        std::mem::forget(gone);
    }
    let mut terminated = signal(SignalKind::terminate()).ok();
    let terminated = async {
        match &mut terminated {
            Some(signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
        _ = input => {}
    }
}

/// Standard input is a pipe: a terminal or a file says nothing about who started us.
fn held_open() -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::FileTypeExt as _;
    let input = std::io::stdin();
    if input.is_terminal() {
        return false;
    }
    input
        .as_fd()
        .try_clone_to_owned()
        .ok()
        .map(std::fs::File::from)
        .and_then(|file| file.metadata().ok())
        .is_some_and(|metadata| metadata.file_type().is_fifo() || metadata.file_type().is_socket())
}
