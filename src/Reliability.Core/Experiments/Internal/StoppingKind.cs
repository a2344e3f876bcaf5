namespace Reliability.Experiments.Internal;

/// <summary>The case of a <see cref="Statistics.StoppingRule"/>, as far as a stored design names it.</summary>
internal enum StoppingKind
{
    Sequential,
    FixedHorizon,
    GroupSequential,
}
