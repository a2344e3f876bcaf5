using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>
/// Reports once each source that has not appeared a minute after the start, once that it has appeared later, and once each source whose bad
/// events may not be recognized.
/// </summary>
internal sealed class FeedWatch(ReliabilityRecorder recorder, TimeProvider timeProvider, ILogger logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly HashSet<(string Slo, string Kind, string Name)> _reported = [];
    private readonly HashSet<(string Slo, string Kind, string Name)> _doubted = [];
    private ITimer? _timer;
    private bool _isFirst = true;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = timeProvider.CreateTimer(static state => ((FeedWatch)state!).Look(), this, Interval, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        foreach (FeedStatus feed in recorder.GetFeeds())
        {
            (string, string, string) key = (feed.Slo, feed.Kind, feed.Name);
            if (feed.State == FeedState.NeverHeard && _isFirst && _reported.Add(key))
            {
                // Routes are known at the start, which reports them.
                if (feed.Kind != FeedKinds.Requests)
                {
                    FeedLog.NeverHeard(logger, feed.Slo, feed.Describe());
                }
            }
            else if (feed.ConnectedSince is { } since && _reported.Remove(key))
            {
                FeedLog.Connected(logger, feed.Name, feed.Slo, since);
            }

            if (feed is { State: FeedState.Connected, Hint: not null } && _doubted.Add(key))
            {
                FeedLog.InDoubt(logger, feed.Slo, feed.Describe());
            }
        }

        _isFirst = false;
        _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
