using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Slos;

/// <summary>Fires if the share of good events over a window is below a percentage, such as "success below 99.8 % over 1 h".</summary>
public sealed record PercentBelowRule : AlertRule
{
    /// <summary>Initializes a new instance with a percentage and a window.</summary>
    /// <param name="percent">The percentage below which the rule fires, above 0 and at most 100.</param>
    /// <param name="window">The window, 1 minute to 90 days, in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public PercentBelowRule(decimal percent, TimeSpan window)
        : base(string.Create(CultureInfo.InvariantCulture, $"below-{percent}%-{DurationText.Of(window)}"))
    {
        Check.That(percent is > 0 and <= 100, percent, "The percentage must be above 0 and at most 100.", nameof(percent));
        Percent = percent;
        Window = RequireWindow(window, nameof(window));
    }

    /// <summary>Gets the percentage below which the rule fires.</summary>
    public decimal Percent { get; }

    /// <summary>Gets the window.</summary>
    public TimeSpan Window { get; }

    /// <summary>Gets the guard that prevents alerts from a few bad events. Default: <see cref="LowTrafficGuard.Default"/>.</summary>
    /// <remarks>It does not apply to zero tolerance: an objective of that kind, or a <see cref="Percent"/> of 100.</remarks>
    public LowTrafficGuard Guard { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        LowTrafficGuard.Default;

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => Window;
}
