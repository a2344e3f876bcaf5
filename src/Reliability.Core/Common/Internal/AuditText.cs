using System.Runtime.CompilerServices;
using System.Text;

namespace Reliability.Common.Internal;

/// <summary>The rules for what people write into audit histories.</summary>
internal static class AuditText
{
    private const int MaxNameLength = 200;
    private const int MaxReasonLength = 1000;
    private const int MaxIdLength = 100;

    public static string RequireName(string value, [CallerMemberName] string? member = null) => Of(value, MaxNameLength, member);

    public static string RequireReason(string value, [CallerMemberName] string? member = null) => Of(value, MaxReasonLength, member);

    public static string RequireId(string value, [CallerMemberName] string? member = null) => Of(value, MaxIdLength, member);

    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>A moment as an event log keeps it.</summary>
    public static DateTimeOffset ToMicrosecond(DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private static string Of(string value, int longest, string? member)
    {
        ArgumentNullException.ThrowIfNull(value, member);
        if (value.AsSpan().IsWhiteSpace() || value.Length > longest)
        {
            throw new ArgumentException($"{member} has 1 to {longest} characters, not all white space; this has {value.Length}.", member);
        }

        for (int i = PlainText.LengthIn(value); i < value.Length; i++)
        {
            if (char.IsControl(value[i]) || value[i] is '\u2028' or '\u2029')
            {
                throw new ArgumentException(
                    $"{member} must not hold control characters or line breaks; it holds U+{(int)value[i]:X4}.",
                    member);
            }

            if (!Rune.TryGetRuneAt(value, i, out Rune rune))
            {
                throw new ArgumentException($"{member} must be valid Unicode; there is half a surrogate pair at index {i}.", member);
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return value;
    }
}
