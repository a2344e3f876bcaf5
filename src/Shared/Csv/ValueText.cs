using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>Reads values. A comma is a decimal comma where fields are not separated by commas.</summary>
internal sealed class ValueText(string name, char separator)
{
    private long _commaLine;
    private long _pointLine;

    /// <summary>Reads a value; returns why it cannot be used, or <see cref="DropReason.None"/>.</summary>
    /// <exception cref="InvalidDataException">The file has decimal commas and decimal points.</exception>
    public DropReason Read(ReadOnlySpan<char> text, long line, out double value)
    {
        value = 0;
        text = text.Trim();
        if (text.IsEmpty)
        {
            return DropReason.NoValue;
        }

        if (separator == ',' || !text.ContainsAny(',', '.'))
        {
            return Parse(text, out value);
        }

        Span<char> copy = stackalloc char[64];
        int comma = text.IndexOf(',');
        if (text.Length > copy.Length || (comma >= 0 && text.Contains('.')))
        {
            return DropReason.NotNumber;
        }

        text.CopyTo(copy);
        if (comma >= 0)
        {
            copy[comma] = '.';
        }

        DropReason reason = Parse(copy[..text.Length], out value);
        if (reason == DropReason.None)
        {
            Remember(comma >= 0, line);
        }

        return reason;
    }

    private static DropReason Parse(ReadOnlySpan<char> text, out double value) =>
        !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) ? DropReason.NotNumber
        : !double.IsFinite(value) ? DropReason.NotFinite
        : DropReason.None;

    /// <summary>One of 1.500 and 1,5 is not what it seems if both stand in a file.</summary>
    private void Remember(bool isComma, long line)
    {
        _commaLine = isComma && _commaLine == 0 ? line : _commaLine;
        _pointLine = !isComma && _pointLine == 0 ? line : _pointLine;
        if (_commaLine > 0 && _pointLine > 0)
        {
            throw new InvalidDataException(
                $"{name} has a decimal comma in line {_commaLine} and a decimal point in line {_pointLine}; it must have one of them.");
        }
    }
}
