using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Listens to the activities that feed objectives, from the start of the host until all of its services have stopped.</summary>
/// <remarks>
/// The listener asks for all data of the activities that feed an objective, and for none of the others. Less does not suffice: an activity
/// that is created only to propagate its context has <see cref="Activity.IsAllDataRequested"/> false, and libraries then omit the status.
/// It does not ask to record them, so that what a tracer exports stays the same.
/// </remarks>
internal sealed class ActivityListening : IHostedLifecycleService, IDisposable
{
    private readonly ActivityTarget[] _targets;
    private readonly ActivityListener _listener;
    private readonly ConcurrentDictionary<string, bool> _sources = new(StringComparer.Ordinal);

    public ActivityListening(IEnumerable<ActivityOrigin> origins, DeclaredFeeds feeds, ReliabilityRecorder recorder)
    {
        _targets =
        [
            .. origins.Select(origin => (Origin: origin, Misses: new ActivityMisses(origin)))
                .Select(one => new ActivityRule(one.Origin, FeedOf(one.Origin, feeds, one.Misses), one.Misses))
                .GroupBy(rule => (rule.Origin.Slo, rule.Origin.Source))
                .Select(group => new ActivityTarget(
                    group.Key.Source,
                    [.. group],
                    group.Any(rule => rule.Abandons) ? recorder.Abandoned(group.First().Feed) : null,
                    group.First().Feed.Recorder is LatencyRecorder ? recorder.Failed(group.First().Feed) : null))
        ];
        _listener = new ActivityListener
        {
            ShouldListenTo = Appeared,
            Sample = (ref options) => Sample(options.Source.Name, options.Name),
            SampleUsingParentId = (ref options) => Sample(options.Source.Name, options.Name),
            ActivityStopped = Stopped,
        };
    }

    public static ActivityListening Create(IServiceProvider provider, object? key) => new(
        provider.GetKeyedServices<ActivityOrigin>(key),
        DeclaredFeeds.Of(provider, key),
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _listener.Dispose();

    private Feed FeedOf(ActivityOrigin origin, DeclaredFeeds feeds, ActivityMisses misses) => feeds.Add(
        origin.Slo,
        FeedKinds.Activities,
        origin.Text,
        () => _sources.ContainsKey(origin.Source)
            ? $"The source exists, and no activity had the name or met the conditions. {misses.Hint()}".TrimEnd()
            : Names.Hint(origin.Source, _sources.Keys));

    private bool Appeared(ActivitySource source)
    {
        _sources.TryAdd(source.Name, true);
        ActivityTarget[] fed = [.. _targets.Where(target => target.Source == source.Name)];
        Array.ForEach(fed, target => target.Appear());
        return fed.Length > 0;
    }

    private ActivitySamplingResult Sample(string source, string name)
    {
        foreach (ActivityTarget target in _targets)
        {
            if (target.Source == source)
            {
                if (target.Takes(name))
                {
                    return ActivitySamplingResult.AllData;
                }

                target.Miss(name);
            }
        }

        return ActivitySamplingResult.None;
    }

    private void Stopped(Activity activity)
    {
        foreach (ActivityTarget target in _targets)
        {
            if (target.Source == activity.Source.Name)
            {
                target.Record(activity);
            }
        }
    }
}
