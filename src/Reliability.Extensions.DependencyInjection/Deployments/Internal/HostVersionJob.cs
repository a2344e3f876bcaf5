using Reliability.Jobs;
using Reliability.Releases;

namespace Reliability.Internal;

/// <summary>
/// Records the version that this host runs, and watches which versions other hosts run. A version is live while a process lives that
/// declares this job for it: heartbeats on the clock of the store decide that, as for every job. One process of each version does the job.
/// </summary>
internal sealed class HostVersionJob(
    IDeployments deployments,
    JobCoordinator coordinator,
    string service,
    string version,
    string environment,
    DeploymentOptions options,
    TimeProvider timeProvider)
{
    public const string Name = "deployments";
    public const string Kind = "version";

    /// <summary>Whoever looks later than after so many intervals has not seen what was live in between.</summary>
    private const int LateAfter = 4;

    private readonly DateTimeOffset _startedAt = timeProvider.GetUtcNow();
    private readonly string _suffix = $" ({environment})";

    /// <summary>When each version was last seen live, by the monotonic time of this process.</summary>
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    private long? _lookedAt;
    private long _watchedSince;

    public JobDefinition Definition => JobDefinition.Each(
        Name,
        options.Interval,
        [new JobSubject { Service = service, Kind = Kind, Name = version + _suffix, Definition = version }],
        RunAsync);

    private async ValueTask RunAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> live = await coordinator.GetDeclaredAsync(service, Kind, Name, cancellationToken).ConfigureAwait(false);
        long now = timeProvider.GetTimestamp();
        if (_lookedAt is not { } lookedAt || timeProvider.GetElapsedTime(lookedAt, now) > options.Interval * LateAfter)
        {
            _watchedSince = now;
        }

        _lookedAt = now;
        foreach (string name in live.Where(name => name.EndsWith(_suffix, StringComparison.OrdinalIgnoreCase)))
        {
            _seen[name[..^_suffix.Length]] = now;
        }

        foreach (string gone in _seen.Where(one => IsLongAgo(one.Value, now)).Select(one => one.Key).ToArray())
        {
            _seen.Remove(gone);
        }

        await deployments.ObserveAsync(
            new DeploymentObservation
            {
                Service = service,
                Environment = environment,
                Version = version,
                By = $"host {Environment.MachineName}",
                StartedAt = _startedAt,
                LiveVersions = [.. _seen.Keys],
                Window = options.RollbackAfter,
                IsWindowWatched = IsLongAgo(_watchedSince, now),
            },
            cancellationToken).ConfigureAwait(false);
    }

    private bool IsLongAgo(long moment, long now) => timeProvider.GetElapsedTime(moment, now) >= options.RollbackAfter;
}
