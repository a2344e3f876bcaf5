using Reliability.Common;

namespace Reliability.Experiments;

/// <summary>Some experiments of a service are stored in a way that this library cannot read, as while processes of two versions run. All others were read.</summary>
public sealed class UnreadableExperimentsException : ReliabilityException
{
    internal UnreadableExperimentsException(IReadOnlyList<SkippedExperiment> experiments)
        : base($"{experiments.Count} experiments cannot be read by this version: {string.Join("; ", experiments.Take(5).Select(e => $"'{e.Key}': {e.Reason}"))}") => Experiments = experiments;

    /// <summary>Which, and why.</summary>
    public IReadOnlyList<SkippedExperiment> Experiments { get; }
}
