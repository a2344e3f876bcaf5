using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Folds the sketches that the batches of each service have journaled, by one process of each service.</summary>
internal static class FoldJob
{
    public const string Name = "fold";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Creates the job. A lost claim does not matter: the store lets one process fold at a time, and a second one finds nothing to do.
    /// </summary>
    public static JobDefinition Of(ISeriesStore series, IEnumerable<string> services) => JobDefinition.Each(
        Name,
        Interval,
        [.. services.Select(service => new JobSubject { Service = service, Kind = Name, Name = "sketches" })],
        async (claim, token) => await series.FoldAsync(claim.Subject.Service, token).ConfigureAwait(false));
}
