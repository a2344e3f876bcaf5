using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>Fires if a window contains a bad event, such as a loss of data.</summary>
public sealed record BadEventRule : AlertRule
{
    /// <summary>Initializes a new instance with a window.</summary>
    /// <param name="window">
    /// The window, which is also how long the alert fires after an event: 1 minute to 90 days, in whole minutes.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is out of range.</exception>
    public BadEventRule(TimeSpan window)
        : base($"any-bad-event-{DurationText.Of(window)}") => Window = RequireWindow(window, nameof(window));

    /// <summary>Gets the window, which is also how long the alert fires after an event.</summary>
    public TimeSpan Window { get; }

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override string? Fault(ObjectiveTerms terms) =>
        terms.Indicator is ScoreIndicator ? "each score below the best is partly bad; use a MeanBelowRule." : null;
}
