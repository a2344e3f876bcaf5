using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>The one rule for names that reach a store, so that every adapter can trust them.</summary>
internal static class StoreName
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Require(string value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(value, parameter);
        return Fault(value) is { } fault ? throw new ArgumentException(fault, parameter) : value;
    }

    /// <summary>Returns what is wrong with a name, in a sentence; null if it is valid.</summary>
    public static string? Fault(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return $"A name must have 1 to {SeriesId.MaxNameBytes} bytes of UTF-8; it is {(value is null ? "null" : "empty")}.";
        }

        try
        {
            if (value.Length > SeriesId.MaxNameBytes || StrictUtf8.GetByteCount(value) > SeriesId.MaxNameBytes)
            {
                return $"A name must have 1 to {SeriesId.MaxNameBytes} bytes of UTF-8; '{value[..24]}...' has "
                    + $"{Encoding.UTF8.GetByteCount(value)}.";
            }
        }
        catch (EncoderFallbackException e)
        {
            return $"A name must be valid Unicode; there is half a surrogate pair at index {e.Index}.";
        }

        foreach (char c in value)
        {
            if (char.IsControl(c))
            {
                return $"A name must not hold control characters; it holds U+{(int)c:X4}.";
            }
        }

        return null;
    }

    /// <summary>Returns a text of at most so many bytes of UTF-8: its beginning and a hash of the whole if it is longer.</summary>
    /// <param name="text">Valid Unicode.</param>
    /// <param name="maxBytes">The maximum, 40 or more.</param>
    public static string Shorten(string text, int maxBytes)
    {
        if (text.Length * 3 <= maxBytes || Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        string end = $"\u2026#{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
        int room = maxBytes - Encoding.UTF8.GetByteCount(end);
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + end;
    }

    /// <summary>A prefix and a name, one name; where the whole is too long for a store, a hash stands for its end.</summary>
    public static string Join(string prefix, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return prefix.Length + bytes.Length <= SeriesId.MaxNameBytes
            ? prefix + name
            : $"{prefix}#{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }
}
