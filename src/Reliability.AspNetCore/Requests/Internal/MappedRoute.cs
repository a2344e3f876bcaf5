using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Reliability.AspNetCore.Internal;

/// <summary>An endpoint of a route as declarations can select it.</summary>
internal sealed class MappedRoute
{
    /// <summary>The name of the type by which <c>ShortCircuit()</c> marks an endpoint; the type itself is internal.</summary>
    private const string ShortCircuit = "ShortCircuitMetadata";

    /// <param name="endpoint">The endpoint of the route.</param>
    /// <param name="chosen">The action or page that a dynamic route chose.</param>
    public MappedRoute(RouteEndpoint endpoint, Endpoint? chosen = null)
    {
        RoutePattern pattern = endpoint.RoutePattern;
        IReadOnlyDictionary<string, object?> required = pattern.RequiredValues;
        IEnumerable<string?> names =
            [Shape(required, pattern.PathSegments), RequestFilter.Normalize(pattern.RawText ?? ""), Action(pattern, required)];
        if (chosen?.Metadata.GetMetadata<ActionDescriptor>() is { } action)
        {
            var address = new RouteValueDictionary(action.RouteValues);
            names = [.. names, Shape(address, pattern.PathSegments), Action(pattern, address)];
        }

        Names = [.. names.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        Methods = (chosen ?? endpoint).Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        IsMeasured = RequestRoute.IsMeasured(endpoint) && (chosen is null || RequestRoute.IsMeasured(chosen));
        IsShortCircuited = endpoint.Metadata.Any(one => one.GetType().Name == ShortCircuit);
    }

    /// <summary>
    /// Gets the names of the route, the plainest first: the pattern without constraints and defaults, the pattern as mapped, and the
    /// address of an action without its optional parameters. Actions that share a pattern have their controller and action in their names.
    /// </summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets the methods of the endpoint; empty if it answers every method.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Gets a value indicating whether its requests are requests of users.</summary>
    public bool IsMeasured { get; }

    /// <summary>
    /// Gets a value indicating whether routing itself runs the endpoint, so that middleware after routing does not see its requests.
    /// </summary>
    public bool IsShortCircuited { get; }

    public string Path => "/" + Names[0];

    private static string? Action(RoutePattern pattern, IReadOnlyDictionary<string, object?> required)
    {
        if (!pattern.Parameters.Any(parameter => Required(required, parameter) is not null))
        {
            return null;
        }

        int length = pattern.PathSegments.Count;
        while (pattern.PathSegments[length - 1] is { IsSimple: true, Parts: [RoutePatternParameterPart last] }
            && (last.IsOptional || last.Default is not null)
            && Required(required, last) is null)
        {
            length--;
        }

        return Shape(required, pattern.PathSegments.Take(length));
    }

    private static string Shape(IReadOnlyDictionary<string, object?> required, IEnumerable<RoutePatternPathSegment> segments) =>
        string.Join('/', segments.Select(segment => string.Concat(segment.Parts.Select(part => Text(required, part)))));

    private static string Text(IReadOnlyDictionary<string, object?> required, RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter =>
            Required(required, parameter) ?? $"{{{(parameter.IsCatchAll ? "*" : "")}{parameter.Name}}}",
        _ => "",
    };

    /// <summary>Returns the one value that a parameter has at this endpoint, such as the name of its controller.</summary>
    private static string? Required(IReadOnlyDictionary<string, object?> required, RoutePatternParameterPart parameter) =>
        required.TryGetValue(parameter.Name, out object? value) && value is string { Length: > 0 } text ? text : null;
}
