namespace Reliability.Experiments;

/// <summary>By how much a guardrail may get worse at most (a non-inferiority margin).</summary>
public sealed record GuardrailMargin
{
    /// <summary>Initializes a new instance of the <see cref="GuardrailMargin"/> class.</summary>
    /// <param name="value">How much, finite and above 0: a share of the control's value, or the metric's own unit.</param>
    /// <param name="isAbsolute">Whether <paramref name="value"/> is in the metric's own unit.</param>
    public GuardrailMargin(double value, bool isAbsolute = false)
    {
        Value = value;
        IsAbsolute = isAbsolute;
    }

    /// <summary>How much, finite and above 0: a share of the control's value, or the metric's own unit.</summary>
    public double Value { get; init; }

    /// <summary>Whether <see cref="Value"/> is in the metric's own unit.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>A share of the control's value: 0.02 allows 2 % worse. It needs a control's value that is clearly above 0.</summary>
    /// <param name="share">The share, above 0.</param>
    public static GuardrailMargin Relative(double share) => new(share);

    /// <summary>In the metric's own unit: 0.001 allows one more failure in a thousand. It also works where the control's value may be 0.</summary>
    /// <param name="value">How much, above 0.</param>
    public static GuardrailMargin Absolute(double value) => new(value, isAbsolute: true);
}
