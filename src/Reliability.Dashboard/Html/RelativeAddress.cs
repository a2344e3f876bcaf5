using System.Diagnostics.CodeAnalysis;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// An address within the dashboard, relative to the page that holds it, so that it survives every path base and every proxy that strips or
/// adds a prefix. Only constants and escaped segments go in, so that it can neither name a scheme nor another host.
/// </summary>
internal readonly struct RelativeAddress
{
    private readonly string? _text;

    private RelativeAddress(string text) => _text = text;

    /// <summary>Gets the overview, seen from a page.</summary>
    /// <param name="depth">The number of segments of the page below the overview, such as 1 for <c>slo/checkout</c>.</param>
    public static RelativeAddress Root(int depth) => new(depth == 0 ? "./" : string.Concat(Enumerable.Repeat("../", depth)));

    /// <summary>Gets a place in the same page.</summary>
    public static RelativeAddress Anchor([ConstantExpected] string id) => new($"#{id}");

    /// <summary>Adds a segment that is a constant, such as <c>slo</c>.</summary>
    public RelativeAddress Folder([ConstantExpected] string name) => new($"{_text}{name}/");

    /// <summary>Adds a segment that is a name and not the last one.</summary>
    public RelativeAddress Segment(string name) => new($"{_text}{PathSegment.Of(name)}/");

    /// <summary>Adds the last segment: a name, of which every character that has a meaning in an address is escaped.</summary>
    public RelativeAddress File(string name) => new(_text + PathSegment.Of(name));

    /// <summary>Adds the last segment, which ends with a constant, such as <c>.json</c>.</summary>
    public RelativeAddress File(string name, [ConstantExpected] string extension) => new(_text + PathSegment.Of(name) + extension);

    /// <summary>Adds the last segment: a constant, such as <c>override</c>.</summary>
    public RelativeAddress Last([ConstantExpected] string name) => new(_text + name);

    /// <summary>Adds a file in the folder that the address names so far.</summary>
    public RelativeAddress Then([ConstantExpected] string name) => new($"{_text}/{name}");

    /// <summary>Adds a parameter of the query.</summary>
    public RelativeAddress Query([ConstantExpected] string name, string value) =>
        new($"{_text}{(_text?.Contains('?', StringComparison.Ordinal) == true ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");

    /// <inheritdoc/>
    public override string ToString() => _text ?? string.Empty;
}
