using System.Runtime.CompilerServices;
using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>The rules for what people write about technical debt.</summary>
internal static class DebtText
{
    /// <summary>Requires a text of several lines.</summary>
    public static string? Block(string? value, int maxLength, string parameter)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Length > maxLength)
        {
            throw new ArgumentException(Check.Text($"{parameter} has at most {maxLength} characters; this has {value.Length}."), parameter);
        }

        for (int i = PlainText.BlockLengthIn(value); i < value.Length; i++)
        {
            if (char.IsControl(value[i]) && value[i] is not ('\n' or '\r' or '\t'))
            {
                throw new ArgumentException(
                    $"{parameter} must not hold control characters other than line breaks and tabs; it holds U+{(int)value[i]:X4}.",
                    parameter);
            }

            if (!Rune.TryGetRuneAt(value, i, out Rune rune))
            {
                throw new ArgumentException(
                    Check.Text($"{parameter} must be valid Unicode; there is half a surrogate pair at index {i}."), parameter);
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return value;
    }

    /// <summary>Requires tags, and copies them.</summary>
    public static IReadOnlyList<string> Tags(IReadOnlyList<string> value, [CallerMemberName] string parameter = "")
    {
        string[] tags = Check.Copy(value, parameter);
        if (tags.Length > DebtDefinition.MaxTags)
        {
            throw new ArgumentException(
                Check.Text($"{parameter} has at most {DebtDefinition.MaxTags} items; this has {tags.Length}."), parameter);
        }

        for (int i = 0; i < tags.Length; i++)
        {
            string tag = AuditText.RequireName(tags[i], parameter);
            if (tag.Length > DebtDefinition.MaxTagLength)
            {
                throw new ArgumentException(
                    Check.Text($"{parameter}: a tag has at most {DebtDefinition.MaxTagLength} characters; this has {tag.Length}."),
                    parameter);
            }

            if (tags.AsSpan(0, i).Contains(tag))
            {
                throw new ArgumentException($"{parameter}: '{tag}' occurs twice.", parameter);
            }
        }

        return tags;
    }
}
