namespace Reliability.Experiments;

/// <summary>Specifies how an attribute is compared. Text is compared ordinally, and numbers as decimals in the invariant culture.</summary>
public enum TargetingOperator
{
    /// <summary>No operator. A rule with this value is not valid.</summary>
    Unknown = 0,

    /// <summary>The attribute is one of the values.</summary>
    OneOf,

    /// <summary>The attribute is absent or none of the values.</summary>
    NoneOf,

    /// <summary>The attribute starts with one of the values.</summary>
    StartsWith,

    /// <summary>The attribute is a number and at least the value.</summary>
    AtLeast,

    /// <summary>The attribute is a number and at most the value.</summary>
    AtMost,
}
