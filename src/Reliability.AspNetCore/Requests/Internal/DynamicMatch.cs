using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Knows by which dynamic route an endpoint of a request was chosen. A dynamic route, such as that of <c>MapFallbackToController</c>, is
/// replaced by an action or a page while routing selects, and nothing of it is left afterwards.
/// </summary>
internal sealed class DynamicMatch
{
    private static volatile bool _isUsed;

    private readonly List<(RouteEndpoint Route, RouteValueDictionary? Values)> _dynamic = [];
    private readonly List<RouteEndpoint> _others = [];
    private readonly Dictionary<Endpoint, RouteEndpoint> _origins = [];

    /// <summary>Returns the dynamic route that chose an endpoint; <see langword="null"/> if none did.</summary>
    public static RouteEndpoint? OriginOf(IFeatureCollection features, Endpoint endpoint) =>
        _isUsed ? features.Find<DynamicMatch>()?._origins.GetValueOrDefault(endpoint) : null;

    /// <summary>Returns what is known of a request. It is created for a dynamic route, so that other requests have no cost.</summary>
    public static DynamicMatch Of(IFeatureCollection features)
    {
        if (features.Find<DynamicMatch>() is not { } match)
        {
            _isUsed = true;
            features.Replace(match = new DynamicMatch());
        }

        return match;
    }

    public static bool IsDynamic(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IDynamicEndpointMetadata>() is { IsDynamic: true };

    /// <summary>Notes the routes of a request before the dynamic ones are replaced. An error page matches a request again.</summary>
    public void Begin(CandidateSet candidates)
    {
        _dynamic.Clear();
        _others.Clear();
        for (int i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint is RouteEndpoint route)
            {
                if (IsDynamic(route))
                {
                    _dynamic.Add((route, candidates[i].Values));
                }
                else
                {
                    _others.Add(route);
                }
            }
        }
    }

    /// <summary>Notes what the dynamic routes were replaced by. The first of several routes that chose the same endpoint took it.</summary>
    public void End(CandidateSet candidates)
    {
        for (int i = candidates.Count - 1; i >= 0; i--)
        {
            if (candidates.IsValidCandidate(i)
                && candidates[i] is { Endpoint: { } endpoint, Values: var values }
                && !IsOther(endpoint)
                && _dynamic.Find(one => IsFrom(one.Values, values)).Route is { } origin)
            {
                _origins[endpoint] = origin;
            }
        }
    }

    /// <summary>A page is compiled while routing selects, and then has another endpoint of the same pattern.</summary>
    private bool IsOther(Endpoint endpoint) => _others.Exists(one =>
        one == endpoint || (endpoint is RouteEndpoint route && route.RoutePattern.RawText == one.RoutePattern.RawText));

    /// <summary>What a dynamic route chooses has the values of the route and more, so that this distinguishes several routes.</summary>
    private static bool IsFrom(RouteValueDictionary? values, RouteValueDictionary? chosen) =>
        values is null || values.Keys.All(key => chosen?.ContainsKey(key) == true);
}
