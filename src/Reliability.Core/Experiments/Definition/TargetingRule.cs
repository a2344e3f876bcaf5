using System.Globalization;

namespace Reliability.Experiments;

/// <summary>A condition on one attribute of a unit. An experiment includes a unit if all of its rules hold.</summary>
public sealed record TargetingRule
{
    /// <summary>Initializes a new instance of the <see cref="TargetingRule"/> class.</summary>
    /// <param name="attribute">The name of the attribute, compared ordinally.</param>
    /// <param name="comparison">The operator.</param>
    /// <param name="values">The values to compare with: one value for numbers, 1 to 1,000 for text.</param>
    public TargetingRule(string attribute, TargetingOperator comparison, IReadOnlyList<string> values)
    {
        Attribute = attribute;
        Operator = comparison;
        Values = values;
    }

    /// <summary>Gets the name of the attribute, compared ordinally.</summary>
    public string Attribute { get; init; }

    /// <summary>Gets the operator.</summary>
    public TargetingOperator Operator { get; init; }

    /// <summary>Gets the values to compare with: one value for numbers, 1 to 1,000 for text.</summary>
    public IReadOnlyList<string> Values { get; init; }

    /// <summary>The maximum number of values in a rule.</summary>
    public const int MaxValues = 1000;

    /// <summary>Returns a value indicating whether the rule holds for a unit with the given attributes.</summary>
    /// <param name="attributes">The attributes of the unit, or <see langword="null"/> for none.</param>
    public bool Holds(IReadOnlyDictionary<string, string>? attributes)
    {
        if (attributes is null || !attributes.TryGetValue(Attribute, out string? value) || value is null)
        {
            return Operator == TargetingOperator.NoneOf;
        }

        return Operator switch
        {
            TargetingOperator.OneOf => IsOneOf(value),
            TargetingOperator.NoneOf => !IsOneOf(value),
            TargetingOperator.StartsWith => StartsWithOne(value),
            TargetingOperator.AtLeast => Number(value) is { } number && number >= Number(Values[0]),
            TargetingOperator.AtMost => Number(value) is { } number && number <= Number(Values[0]),
            _ => false,
        };
    }

    /// <summary>Returns a description of the first error in the rule, or <see langword="null"/> if it is valid.</summary>
    internal string? Fault()
    {
        if (string.IsNullOrEmpty(Attribute))
        {
            return "A targeting rule must name an attribute; this one is empty.";
        }

        if (Values is not { Count: >= 1 and <= MaxValues } || Values.Any(value => value is null))
        {
            return $"A targeting rule must have 1 to {MaxValues} values, none of them null; "
                + $"that of '{Attribute}' has {Values?.Count ?? 0}.";
        }

        return Operator switch
        {
            TargetingOperator.OneOf or TargetingOperator.NoneOf or TargetingOperator.StartsWith => null,
            TargetingOperator.AtLeast or TargetingOperator.AtMost => Values.Count == 1 && Number(Values[0]) is not null
                ? null
                : $"{Operator} compares with one number; that of '{Attribute}' has '{string.Join("', '", Values)}'.",
            _ => "A targeting rule must have one of the operators OneOf, NoneOf, StartsWith, AtLeast and AtMost; "
                + $"that of '{Attribute}' has {(int)Operator}.",
        };
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal number)
            ? number
            : null;

    private bool IsOneOf(string value)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            if (string.Equals(Values[i], value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private bool StartsWithOne(string value)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            if (value.StartsWith(Values[i], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
