using Microsoft.Extensions.Hosting;

namespace Reliability.Internal;

/// <summary>
/// Flushes in the background, and for the last time when all services of the host have stopped, because services and requests in flight
/// record until then. Leases are released before, when the heartbeat stops: a flush needs none.
/// </summary>
internal abstract class FlushWorker : BackgroundService, IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does nothing: the background flushes continue while other services stop.</summary>
    public sealed override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Flushes for the last time, and logs what is left, with its number and kind. Whatever a store throws is logged and not thrown, so
    /// that the other services of the host stop. If the host is disposed without being stopped, the recorder and the tracker flush when the
    /// container disposes them.
    /// </summary>
    protected abstract Task DrainAsync(CancellationToken cancellationToken);
}
