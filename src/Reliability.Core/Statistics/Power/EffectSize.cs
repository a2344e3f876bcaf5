using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>The smallest effect of interest: treatment minus control. For non-inferiority, the margin.</summary>
public readonly record struct EffectSize
{
    private EffectSize(double value, bool isRelative)
    {
        Value = value;
        IsRelative = isRelative;
    }

    /// <summary>Creates an effect in the unit of the metric: 0.01 from 10 % is 11 %.</summary>
    /// <param name="difference">Treatment minus control, finite and not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The difference is outside its range.</exception>
    public static EffectSize Absolute(double difference) => new(NotZero(difference, nameof(difference)), false);

    /// <summary>Creates an effect as a share of the baseline: 0.01 from 10 % is 10.1 %.</summary>
    /// <param name="lift">Treatment/control - 1, finite and not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lift is outside its range.</exception>
    public static EffectSize Relative(double lift) => new(NotZero(lift, nameof(lift)), true);

    /// <summary>Gets the effect, in the unit of the metric or as a share of the baseline.</summary>
    public double Value { get; }

    /// <summary>Gets a value indicating whether <see cref="Value"/> is a share of the baseline.</summary>
    public bool IsRelative { get; }

    private static double NotZero(double value, string parameter) =>
        value == 0
            ? throw Check.OutOfRange(value, "An effect is a finite number and not 0.", parameter)
            : Check.Finite(value, parameter);
}
