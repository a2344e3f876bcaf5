using System.Globalization;
using System.Text;

namespace Reliability.Common.Internal;

/// <summary>Names in the addresses of the dashboard, which notifications link to.</summary>
/// <remarks>
/// A server decodes <c>%2F</c> in no or in every place, and a proxy removes dots. So every byte but letters, digits, hyphens and underscores
/// is written as <c>~</c> and two hexadecimal digits, which only the dashboard reads.
/// </remarks>
internal static class PathSegment
{
    /// <summary>Writes a name as one segment of a path.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (byte one in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'-' or (byte)'_')
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('~').Append(Convert.ToHexString([one]));
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a name from a segment; <see langword="null"/> if no name has it.</summary>
    public static string? Read(string segment)
    {
        var bytes = new List<byte>(segment.Length);
        for (int i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '~')
            {
                if (!char.IsAscii(segment[i]))
                {
                    return null;
                }

                bytes.Add((byte)segment[i]);
            }
            else if (i + 2 < segment.Length && byte.TryParse(
                segment.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte one))
            {
                bytes.Add(one);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
