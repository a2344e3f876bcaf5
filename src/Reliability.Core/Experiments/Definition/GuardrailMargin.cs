namespace Reliability.Experiments;

/// <summary>By how much a guardrail may get worse at most (a non-inferiority margin).</summary>
/// <param name="Value">How much, finite and above 0: a share of the control's value, or the metric's own unit.</param>
/// <param name="IsAbsolute">Whether <paramref name="Value"/> is in the metric's own unit.</param>
public sealed record GuardrailMargin(double Value, bool IsAbsolute = false)
{
    /// <summary>A share of the control's value: 0.02 allows 2 % worse. It needs a control's value that is clearly above 0.</summary>
    /// <param name="share">The share, above 0.</param>
    public static GuardrailMargin Relative(double share) => new(share);

    /// <summary>In the metric's own unit: 0.001 allows one more failure in a thousand. It also works where the control's value may be 0.</summary>
    /// <param name="value">How much, above 0.</param>
    public static GuardrailMargin Absolute(double value) => new(value, IsAbsolute: true);
}
