namespace Reliability.Experiments;

/// <summary>The margin by which a guardrail may get worse (a non-inferiority margin).</summary>
public sealed record GuardrailMargin
{
    /// <summary>Initializes a new instance of the <see cref="GuardrailMargin"/> class.</summary>
    /// <param name="value">The margin, finite and above 0: a share of the control's value, or a value in the unit of the metric.</param>
    /// <param name="isAbsolute"><see langword="true"/> if <paramref name="value"/> is in the unit of the metric.</param>
    public GuardrailMargin(double value, bool isAbsolute = false)
    {
        Value = value;
        IsAbsolute = isAbsolute;
    }

    /// <summary>Gets the margin, finite and above 0: a share of the control's value, or a value in the unit of the metric.</summary>
    public double Value { get; init; }

    /// <summary>Gets a value indicating whether <see cref="Value"/> is in the unit of the metric.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>
    /// Creates a margin that is a share of the control's value: 0.02 allows 2 % worse. It requires a control's value that is clearly above
    /// 0.
    /// </summary>
    /// <param name="share">The share, above 0.</param>
    public static GuardrailMargin Relative(double share) => new(share);

    /// <summary>
    /// Creates a margin in the unit of the metric: 0.001 allows one more failure in a thousand. It also works if the control's value may be
    /// 0.
    /// </summary>
    /// <param name="value">The margin, above 0.</param>
    public static GuardrailMargin Absolute(double value) => new(value, isAbsolute: true);
}
