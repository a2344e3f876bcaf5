using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Remembers which endpoint failed when a status-code page executes the request again. The page clears the endpoint first, and removes its
/// feature when it ends, which is before the response starts if the page writes no body.
/// </summary>
internal sealed class EndpointWatch : IEndpointFeature
{
    private IFeatureCollection _features = null!;
    private IHttpResponseFeature _response = null!;
    private IEndpointFeature? _inner;
    private Endpoint? _endpoint;

    /// <summary>The endpoint that the request already had.</summary>
    private Endpoint? _first;

    /// <summary>The first execution of a status-code page; <see langword="null"/> if there is none.</summary>
    private IStatusCodeReExecuteFeature? _page;

    /// <summary>Whether an endpoint was removed or replaced, as error pages do before they begin.</summary>
    private bool _isReplaced;

    /// <summary>Gets the endpoint of the request. An error page handles it again; it stays the request of the route that failed.</summary>
    public Endpoint? Failed => _first
        ?? (_page is { } page ? page.Endpoint
            : _isReplaced && _features.Find<IExceptionHandlerFeature>() is { } handler ? handler.Endpoint
            : _features.Find<IEndpointFeature>()?.Endpoint);

    /// <summary>
    /// Gets the path of the request when routing answered it by an endpoint that is no route, without the base that middleware removes for
    /// the time of the request; <see langword="null"/> if a route took it.
    /// </summary>
    public string? MissedPath { get; private set; }

    public Endpoint? Endpoint
    {
        get => _endpoint;
        set
        {
            // Error pages remove the endpoint, or begin with the status of an error. Without one, routing sets the endpoint once.
            _isReplaced |= value is null || _endpoint is not null || _response.StatusCode >= StatusCodes.Status400BadRequest;
            if (_isReplaced)
            {
                _page ??= _features.Find<IStatusCodeReExecuteFeature>();
            }

            _endpoint = value;
            NotePath();
        }
    }

    public void Attach(IFeatureCollection features, IHttpResponseFeature response)
    {
        (_features, _response) = (features, response);
        _inner = features.Find<IEndpointFeature>();
        _first = _endpoint = _inner?.Endpoint;
        (_page, _isReplaced, MissedPath) = (null, false, null);
        NotePath();
        features.Replace<IEndpointFeature>(this);
    }

    /// <summary>Leaves the endpoint to the host, which still reads it for its own metrics.</summary>
    public void Detach()
    {
        _inner ??= _endpoint is null ? null : new Plain();
        if (_inner is not null)
        {
            _inner.Endpoint = _endpoint;
        }

        _features.Replace(_inner);
        (_features, _inner, _endpoint, _first, _page, MissedPath) = (null!, null, null, null, null, null);
    }

    private void NotePath()
    {
        if (_endpoint is not (null or RouteEndpoint))
        {
            MissedPath ??= _features.Find<IHttpRequestFeature>()?.Path;
        }
    }

    /// <summary>The feature of a server that has none, as routing creates it.</summary>
    private sealed class Plain : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}
