using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// The exception that is thrown when some experiments of a service are stored in a form that this library cannot read, for example while
/// processes of two versions run. All others were read.
/// </summary>
public sealed class UnreadableExperimentsException : StoreException
{
    internal UnreadableExperimentsException(IReadOnlyList<SkippedExperiment> experiments)
        : base(
            $"{experiments.Count} experiments cannot be read by this version: "
            + $"{string.Join("; ", experiments.Take(5).Select(e => $"'{e.Key}': {e.Reason}"))}",
            isTransient: false) =>
        Experiments = experiments;

    /// <summary>Gets the experiments that could not be read, with the reasons.</summary>
    public IReadOnlyList<SkippedExperiment> Experiments { get; }
}
