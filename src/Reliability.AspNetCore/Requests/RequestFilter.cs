using Microsoft.AspNetCore.Http;
using Reliability.AspNetCore.Internal;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore;

/// <summary>Selects the requests that an objective measures, and defines which of them are bad.</summary>
/// <remarks>
/// <para>A request is judged by what its client got: it is bad when the status is 500 or above, or when the response was cut off. For gRPC
/// and gRPC-Web, the status of the call is used instead: Unknown, DeadlineExceeded, Unimplemented, Internal, Unavailable and DataLoss are
/// bad (the server errors of the semantic conventions of OpenTelemetry), and Cancelled is not counted. A latency objective counts only
/// requests that are not bad, because a fast error is not a good response.</para>
/// <para>Never counted are CORS preflights, requests whose client left before it had an answer, requests to health checks, to endpoints
/// with <c>DisableHttpMetrics</c> and to the endpoints of this library. A request that no route took counts only when it failed, and only
/// without a call of <see cref="Route"/>; its 404 never counts. The 405 and 415 by which routing answers a wrong method or type of content
/// count only where <see cref="Route"/> names the route of the path.</para>
/// </remarks>
public sealed class RequestFilter
{
    private readonly List<string> _routes = [];
    private readonly List<string> _excluded = [];
    private readonly List<string> _methods = [];
    private readonly HashSet<int> _bad = [];
    private readonly HashSet<int> _ignored = [];

    internal RequestFilter()
    {
    }

    internal IReadOnlyList<string> Routes => _routes;

    internal IReadOnlyList<string> Excluded => _excluded;

    internal IReadOnlyList<string> Methods => _methods;

    internal bool IsToFirstByte { get; private set; }

    /// <summary>Selects the requests of a route. Several calls add routes; without a call, every route is measured.</summary>
    /// <param name="pattern">The whole pattern, with the prefix of its group, such as <c>/orders/{id}</c>. It also selects a route that is
    /// mapped with constraints or defaults, such as <c>/orders/{id:int}</c>; a pattern with constraints selects the route that is mapped
    /// with the same ones. An action of a conventional route of MVC is <c>/Controller/Action</c>. For gRPC:
    /// <c>/package.Service/Method</c>. Case and a slash at either end are ignored.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty.</exception>
    public RequestFilter Route(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        _routes.Add(Normalize(pattern));
        return this;
    }

    /// <summary>Excludes the requests of a route. Several calls exclude routes, also those that <see cref="Route"/> selects.</summary>
    /// <param name="pattern">The pattern as mapped, such as <c>/ping</c>. Case and a slash at either end are ignored. A request that no
    /// route took is excluded if its path is the same. The log reports a pattern that no mapped route has at the start.</param>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty.</exception>
    public RequestFilter ExcludeRoute(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        _excluded.Add(Normalize(pattern));
        return this;
    }

    /// <summary>
    /// Measures latency to the first byte of the response instead of the last, so that neither the size of the response nor the connection
    /// of the client has an effect. It has no effect on other objectives.
    /// </summary>
    public RequestFilter ToFirstByte()
    {
        IsToFirstByte = true;
        return this;
    }

    /// <summary>Selects the requests of an HTTP method. Several calls add methods; without a call, every method is measured.</summary>
    /// <param name="method">The method, such as <c>POST</c>. The application does not start if it is not a method of HTTP and no mapped
    /// route declares it.</param>
    /// <exception cref="ArgumentException"><paramref name="method"/> is empty.</exception>
    public RequestFilter Method(string method)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        _methods.Add(method);
        return this;
    }

    /// <summary>Counts a status below 500 as bad, such as 429.</summary>
    /// <param name="status">The status, 100 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is outside its range.</exception>
    public RequestFilter BadStatus(int status)
    {
        _bad.Add(RequireStatus(status));
        return this;
    }

    /// <summary>Excludes requests that end with a status, such as 404.</summary>
    /// <param name="status">The status, 100 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is outside its range.</exception>
    public RequestFilter IgnoreStatus(int status)
    {
        _ignored.Add(RequireStatus(status));
        return this;
    }

    internal static string Normalize(string pattern) => pattern.Trim('/');

    /// <summary>Returns whether a route is selected.</summary>
    /// <param name="names">The names of the route; <see langword="null"/> for requests that no route took.</param>
    internal bool TakesRoute(IReadOnlyList<string>? names) => names is null
        ? _routes.Count == 0
        : (_routes.Count == 0 || names.Any(name => Contains(_routes, name))) && !names.Any(name => Contains(_excluded, name));

    internal bool Takes(in RequestResult result) =>
        (_methods.Count == 0 || Contains(_methods, result.Method))
        && (result.IsTaken || _excluded.Count == 0 || !Contains(_excluded, result.Path.Value.AsSpan().Trim('/')));

    /// <summary>Evaluates a request: true is good, false is bad, null is not counted.</summary>
    internal bool? Judge(in RequestResult result)
    {
        if (result.IsCut)
        {
            return false;
        }

        if (IsOfNoRoute(in result) || result.Status == StatusCodes.Status499ClientClosedRequest || _ignored.Contains(result.Status))
        {
            return null;
        }

        bool? isGood = result.GrpcStatus is { } grpc ? JudgeGrpc(grpc) : result.Status < 500 && !_bad.Contains(result.Status);
        return isGood == true && !result.IsTaken ? null : isGood;
    }

    /// <summary>Returns whether the response only says that there is no such route.</summary>
    private bool IsOfNoRoute(in RequestResult result) => result.IsTaken
        ? result.IsFallback && _routes.Count == 0 && result.Status == StatusCodes.Status404NotFound
        : result.Status is StatusCodes.Status404NotFound
            or StatusCodes.Status405MethodNotAllowed
            or StatusCodes.Status415UnsupportedMediaType;

    private static bool? JudgeGrpc(string status) => status switch
    {
        "1" => null,
        "2" or "4" or "12" or "13" or "14" or "15" => false,
        _ => true,
    };

    private static bool Contains(List<string> names, ReadOnlySpan<char> name)
    {
        foreach (string one in names)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int RequireStatus(int status) => status is >= 100 and <= 599
        ? status
        : throw Check.OutOfRange(status, "A status is 100 to 599.", nameof(status));
}
