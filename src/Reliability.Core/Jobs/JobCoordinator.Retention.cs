using Reliability.Common.Internal;
using Reliability.Jobs.Internal;
using Reliability.Storage;

namespace Reliability.Jobs;

/// <content>How long the series of a service are kept.</content>
public sealed partial class JobCoordinator
{
    /// <summary>
    /// Declares the retention of the series of a service. If live processes declare different retentions, the longest one applies.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="retention">The retention of each tier.</param>
    public void DeclareRetention(string service, SeriesRetention retention)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(retention);
        _declarations.Add(service, retention);
        Announce(service);
    }

    /// <summary>
    /// Returns the retention of a service that must be in force as soon as this process has started: the longer of the stored one and the
    /// one that this process declares, for each tier. Call this once at the start, so that other processes do not delete what this one
    /// keeps, even if it stops soon.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="inForce">The stored retention, or <see langword="null"/> if there is none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The retention to store, or <see langword="null"/> if this process declares none.</returns>
    /// <exception cref="StoreException">The store failed. It is safe to repeat the call.</exception>
    public async ValueTask<SeriesRetention?> RaiseRetentionAsync(
        string service, SeriesRetention? inForce, CancellationToken cancellationToken = default) =>
        _declarations.RetentionOf(service) is not { } declared
            ? null
            : await new RetentionVote(new DocumentSet<RetentionRecord>(_documents, service))
                .RaiseAsync(declared, inForce, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Decides the retention of a service: the longest that its live processes declare, or <see langword="null"/> if no process declares
    /// one. A retention that is shorter than the one in force applies only after <see cref="SeriesRetention.LoweringDelay"/>.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="inForce">The stored retention, or <see langword="null"/> if there is none.</param>
    /// <param name="interval">How often this method is called. The delay starts again after a gap of more than three intervals.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// A store or the declaration of a live process could not be read. Nothing is decided, because that process might declare a longer
    /// retention.
    /// </exception>
    public async ValueTask<SeriesRetention?> DecideRetentionAsync(
        string service, SeriesRetention? inForce, TimeSpan interval, CancellationToken cancellationToken = default)
    {
        ServiceView view = await PresenceOf(service).LookAsync(cancellationToken).ConfigureAwait(false);
        return view.MaxRetention() is not { } declared
            ? null
            : await new RetentionVote(new DocumentSet<RetentionRecord>(_documents, service))
                .DecideAsync(declared, inForce, view.At, interval, cancellationToken).ConfigureAwait(false);
    }
}
