using Reliability.Slos.Internal;
using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Slos;

/// <summary>Fires if the mean of the values over a window is below a limit, such as "average score below 3.8 over 24 h".</summary>
public sealed record MeanBelowRule : AlertRule
{
    /// <summary>Initializes a new instance with a limit and a window.</summary>
    /// <param name="mean">The mean below which the rule fires, in the unit of the values.</param>
    /// <param name="window">The window, 1 minute to 90 days, in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is out of range.</exception>
    public MeanBelowRule(decimal mean, TimeSpan window)
        : base(string.Create(CultureInfo.InvariantCulture, $"mean-below-{mean}-{DurationText.Of(window)}"))
    {
        Mean = mean;
        Window = RequireWindow(window, nameof(window));
    }

    /// <summary>Gets the mean below which the rule fires, in the unit of the values.</summary>
    public decimal Mean { get; }

    /// <summary>Gets the window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Gets the guard that prevents alerts from a few values. Default: <see cref="LowTrafficGuard.Default"/>.</summary>
    public LowTrafficGuard Guard { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        LowTrafficGuard.Default;

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;

    internal override string? Fault(ObjectiveTerms terms) =>
        terms.Series.Kind == SeriesKind.Outcome ? "outcomes have no values, and therefore no mean." : null;
}
