using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Reliability.AspNetCore.Internal;

/// <summary>Compares paths with the pattern of a route, its constraints and the values that it requires, as routing does.</summary>
internal sealed class RoutePath
{
    private readonly TemplateMatcher _matcher;
    private readonly (string Parameter, IRouteConstraint Constraint)[] _constraints;
    private readonly (string Parameter, string Value)[] _required;

    /// <param name="pattern">The pattern.</param>
    /// <param name="policies">Creates the constraints; <see langword="null"/> to ignore them.</param>
    public RoutePath(RoutePattern pattern, ParameterPolicyFactory? policies)
    {
        _matcher = new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults));
        _constraints =
        [
            .. from parameter in pattern.ParameterPolicies
               from reference in parameter.Value
               let constraint = policies?.Create(pattern.GetParameter(parameter.Key), reference) as IRouteConstraint
               where constraint is not null
               select (parameter.Key, constraint),
        ];
        _required =
        [
            .. pattern.RequiredValues.Where(one => one.Value is string { Length: > 0 } && pattern.GetParameter(one.Key) is not null)
                .Select(one => (one.Key, (string)one.Value!)),
        ];
    }

    public bool Matches(PathString path)
    {
        var values = new RouteValueDictionary();
        return _matcher.TryMatch(path, values)
            && Array.TrueForAll(_constraints, one =>
                one.Constraint.Match(httpContext: null, route: null, one.Parameter, values, RouteDirection.IncomingRequest))
            && Array.TrueForAll(_required, one =>
                string.Equals(values[one.Parameter] as string, one.Value, StringComparison.OrdinalIgnoreCase));
    }
}
