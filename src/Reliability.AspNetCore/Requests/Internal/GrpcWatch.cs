using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Reliability.AspNetCore.Internal;

/// <summary>Finds the status of a gRPC call. A request that is none costs one look at its type.</summary>
internal sealed class GrpcWatch
{
    private const string Cancelled = "1";

    /// <summary>The status that a client of gRPC reports for a response without one.</summary>
    private const string Unknown = "2";

    private IFeatureCollection _features = null!;
    private IHttpRequestFeature _request = null!;
    private IHttpResponseFeature _response = null!;
    private IHeaderDictionary? _trailers;
    private bool? _isCall;
    private bool? _startedAsWeb;

    /// <summary>Gets a value indicating whether the request is a call of gRPC or gRPC-Web.</summary>
    public bool IsCall => _isCall ??= HasType("application/grpc");

    /// <summary>Gets a value indicating whether a call ended without a status, or was cancelled.</summary>
    public bool IsUnfinished => IsCall && Status() is { } status ? status == Cancelled : NeedsStatus;

    /// <summary>
    /// Gets a value indicating whether the headers or trailers of the response have to tell a gRPC status. The status of gRPC-Web is in the
    /// body; only the middleware of gRPC-Web, which makes it a request of gRPC, shows it.
    /// </summary>
    private bool NeedsStatus => IsCall && !(_startedAsWeb ?? IsWeb);

    private bool IsWeb => HasType("application/grpc-web");

    public static bool Is(StringValues header, string type) =>
        header.Count > 0 && header.ToString().StartsWith(type, StringComparison.OrdinalIgnoreCase);

    public void Attach(IFeatureCollection features, IHttpRequestFeature request, IHttpResponseFeature response)
    {
        (_features, _request, _response) = (features, request, response);
        (_trailers, _isCall, _startedAsWeb) = (null, null, null);
    }

    /// <summary>Notes that the response starts: the middleware of gRPC-Web replaces the trailers while it handles the request.</summary>
    public void Answer()
    {
        if (IsCall)
        {
            _trailers = Trailers();
            _startedAsWeb = IsWeb;
        }
    }

    /// <summary>Returns the status of a call whose response has the status of HTTP; <see langword="null"/> for other requests.</summary>
    public string? Result(int status, bool isOver) => !IsCall ? null
        : Status() ?? (isOver && NeedsStatus && status < StatusCodes.Status300MultipleChoices ? Unknown : null);

    /// <summary>
    /// Returns the status of a gRPC call: from the trailers, or from the headers of a response that consists of headers only.
    /// </summary>
    private string? Status() =>
        (_trailers ?? Trailers())?.TryGetValue("grpc-status", out StringValues trailer) == true ? trailer.ToString()
        : _response.Headers.TryGetValue("grpc-status", out StringValues header) ? header.ToString()
        : null;

    private IHeaderDictionary? Trailers() => _features.Find<IHttpResponseTrailersFeature>()?.Trailers;

    private bool HasType(string type) => Is(_request.Headers.ContentType, type);
}
