namespace Reliability.Experiments;

/// <summary>How an attribute is compared. Text is compared ordinally, numbers as decimals in the invariant culture.</summary>
public enum TargetingOperator
{
    /// <summary>The attribute is one of the values.</summary>
    OneOf = 0,

    /// <summary>The attribute is absent or none of the values.</summary>
    NoneOf = 1,

    /// <summary>The attribute starts with one of the values.</summary>
    StartsWith = 2,

    /// <summary>The attribute is a number and at least the value.</summary>
    AtLeast = 3,

    /// <summary>The attribute is a number and at most the value.</summary>
    AtMost = 4,
}
