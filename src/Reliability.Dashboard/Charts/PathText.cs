using System.Globalization;
using System.Text;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the commands of an SVG path with one decimal, the same in every culture.</summary>
internal sealed class PathText
{
    private readonly StringBuilder _text = new(256);

    /// <summary>Gets whether nothing was written.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Forgets what was written, so that the next path needs no memory of its own.</summary>
    public PathText Clear()
    {
        _text.Clear();
        return this;
    }

    /// <summary>Moves to a place.</summary>
    public PathText Move(double x, double y) => Write('M', x).Write(' ', y);

    /// <summary>Draws a line to a place.</summary>
    public PathText Line(double x, double y) => Write('L', x).Write(' ', y);

    /// <summary>Draws a level line.</summary>
    public PathText Across(double x) => Write('H', x);

    /// <summary>Draws an upright line.</summary>
    public PathText Down(double y) => Write('V', y);

    /// <summary>Ends a shape where it began.</summary>
    public PathText Close()
    {
        _text.Append('Z');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private PathText Write(char command, double value)
    {
        // Adding zero turns a negative zero into zero.
        _text.Append(command).Append(CultureInfo.InvariantCulture, $"{Math.Round(value, 1) + 0.0:0.#}");
        return this;
    }
}
