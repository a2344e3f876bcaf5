using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// Results count at every look, regardless of the number of looks. The intervals are wider for it. See <see cref="ConfidenceSequence"/>.
/// </summary>
/// <remarks>
/// A power analysis considers only the last look: its standard error is so small that the effect equals the half width plus z of the power
/// times the standard error. An earlier stop only adds power, so the computed power is a lower bound. The closer the tuning size is to the
/// computed number of units, the fewer units are required.
/// </remarks>
public sealed record AlwaysValidRule : StoppingRule
{
    /// <summary>
    /// Gets the number of units of both arms at which the interval is narrowest, from 1 to 1e15. Choose it before the first look, and use
    /// the same value in the power analysis and in the evaluation. The default is 5,000.
    /// </summary>
    public double TuningSize { get; init; } = ConfidenceSequence.DefaultTuningSize;

    /// <summary>
    /// Gets the alpha at which the interval is narrowest at <see cref="TuningSize"/>, above 0 and below 1. Set it to the overall alpha if a
    /// test uses a part of it, so that the tuning does not depend on the part. The default, <see langword="null"/>, is the alpha of the
    /// test; experiments use the alpha of their design.
    /// </summary>
    public double? TuningAlpha { get; init; }

    internal override IReadOnlyList<double>? Shares => null;

    internal override string? Fault() => this switch
    {
        { TuningSize: not (>= 1 and <= 1e15) } => Check.Text($"the tuning size must be from 1 to 1e15; it is {TuningSize}."),
        { TuningAlpha: not (null or (> 0 and < 1)) } => Check.Text($"the tuning alpha must be above 0 and below 1; it is {TuningAlpha}."),
        _ => null,
    };

    private protected override string Text() => Check.Text($"at any time by a confidence sequence tuned to {TuningSize} units");
}
