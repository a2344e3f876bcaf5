using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A response that ends before its end is bad, unless its client ended it.</summary>
public sealed class CutResponseTests
{
    [Fact]
    public async Task An_application_that_aborts_its_client_has_failed()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                app.UseReliability();
                app.MapGet("/", (HttpContext http) => http.Abort());
            });
        await site.Invoking(s => s.GetAsync("/")).Should().ThrowAsync<HttpRequestException>();
        (await site.CountAsync("web")).Should().Be((1m, 1m));
    }

    [Theory]
    [InlineData("/", 1)]
    [InlineData("/?late", 1)]
    [InlineData("/?complete", 0)]
    public async Task An_application_that_resets_a_request_of_HTTP2_before_its_end_has_failed(string path, int bad)
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                app.UseReliability();
                app.MapGet("/", async (HttpContext http) =>
                {
                    if (http.Request.QueryString.HasValue)
                    {
                        await http.Response.WriteAsync("so far");
                    }

                    if (http.Request.QueryString.Value == "?complete")
                    {
                        await http.Response.CompleteAsync();
                    }

                    http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(errorCode: 2);
                });
            },
            services: services => services.Configure<KestrelServerOptions>(
                kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2)));
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Func<Task> send = async () => (await site.Client.SendAsync(request)).Dispose();
        if (bad == 0)
        {
            await send();
        }
        else
        {
            await send.Should().ThrowAsync<HttpRequestException>();
        }

        (await site.CountAsync("web")).Should().Be((1m, bad));
    }

    [Theory]
    [InlineData("/completed", false, 0)]
    [InlineData("/declared", false, 0)]
    [InlineData("/declared?middleware", false, 0)]
    [InlineData("/empty", false, 0)]
    [InlineData("/started", false, 10)]
    [InlineData("/half", false, 10)]
    [InlineData("/completed", true, 0)]
    [InlineData("/declared", true, 10)]
    public async Task An_exception_after_the_end_of_a_response_does_not_cut_it(string path, bool isHttp2, int bad)
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                static void Fail() => throw new InvalidOperationException("thrown on purpose");
                app.UseReliability();
                app.Use(async (http, next) =>
                {
                    await next(http);
                    Fail();
                });
                async Task Answer(HttpContext http, string text, int? length)
                {
                    http.Response.ContentLength = length;
                    await http.Response.WriteAsync(text);
                    await http.Response.Body.FlushAsync();
                    if (!http.Request.QueryString.HasValue)
                    {
                        Fail();
                    }
                }

                app.MapGet("/completed", async (HttpContext http) =>
                {
                    await http.Response.WriteAsync("ok");
                    await http.Response.CompleteAsync();
                    Fail();
                });
                app.MapGet("/empty", async (HttpContext http) =>
                {
                    http.Response.ContentLength = 0;
                    await http.Response.StartAsync();
                    Fail();
                });
                app.MapGet("/declared", (HttpContext http) => Answer(http, "ok", 2));
                app.MapGet("/started", (HttpContext http) => Answer(http, "ok", null));
                app.MapGet("/half", (HttpContext http) => Answer(http, "ok", 4));
            },
            services: services => services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(
                endpoint => endpoint.Protocols = isHttp2 ? HttpProtocols.Http2 : HttpProtocols.Http1)));
        for (int i = 0; i < 10; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path)
            {
                Version = isHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            Func<Task> send = async () => (await site.Client.SendAsync(request)).Dispose();
            _ = bad == 0 ? await send.Should().NotThrowAsync() : (object)await send.Should().ThrowAsync<HttpRequestException>();
        }

        (await site.CountAsync("web")).Should().Be((10m, bad));
    }

    [Theory]
    [InlineData("GET", "/text?5", 1)]
    [InlineData("GET", "/stream?5", 1)]
    [InlineData("GET", "/nothing", 1)]
    [InlineData("GET", "/text?100", 0)]
    [InlineData("GET", "/stream?100", 0)]
    [InlineData("GET", "/file", 0)]
    [InlineData("HEAD", "/text?5", 0)]
    [InlineData("GET", "/unchanged", 0)]
    public async Task A_body_that_is_shorter_than_its_length_is_cut(string method, string path, int bad)
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                app.UseReliability();
                app.Use((http, next) =>
                {
                    http.Response.ContentLength = 100;
                    return next(http);
                });
                static string Text(HttpContext http) =>
                    new('a', int.Parse(http.Request.QueryString.Value![1..], CultureInfo.InvariantCulture));
                app.MapMethods("/text", ["GET", "HEAD"], (HttpContext http) => http.Response.WriteAsync(Text(http)));
                app.MapGet("/stream", (HttpContext http) => http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(Text(http))).AsTask());
                app.MapGet("/nothing", (HttpContext http) => http.Response.StartAsync());
                app.MapGet("/file", (HttpContext http) => http.Response.SendFileAsync(typeof(Site).Assembly.Location, 0, 100));
                app.MapGet("/unchanged", (HttpContext http) => { http.Response.StatusCode = StatusCodes.Status304NotModified; });
            });

        // The requests share a connection.
        await site.GetAsync("/text?100");
        await site.GetAsync("/stream?100");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        Func<Task> send = async () => (await site.Client.SendAsync(request)).Dispose();
        if (bad == 0)
        {
            await send();
        }
        else
        {
            await send.Should().ThrowAsync<HttpRequestException>();
        }

        (await site.CountAsync("web")).Should().Be((3m, bad));
    }

    [Theory]
    [InlineData(typeof(HttpIOException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task A_stream_of_events_that_breaks_is_bad_while_its_client_is_connected(Type failure)
    {
        await using Site site = await StartEventsAsync(_ => throw Create(failure));
        for (int i = 0; i < 10; i++)
        {
            await site.Invoking(s => s.GetAsync("/events")).Should().ThrowAsync<HttpRequestException>();
        }

        (await site.CountAsync("web")).Should().Be((10m, 10m));
    }

    [Theory]
    [InlineData(typeof(HttpIOException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task A_stream_of_events_that_breaks_because_its_client_left_is_good(Type failure)
    {
        await using Site site = await StartEventsAsync(async http =>
        {
            var left = new TaskCompletionSource();
            await using CancellationTokenRegistration leaving = http.RequestAborted.Register(left.SetResult);
            await left.Task;
            throw Create(failure);
        });
        for (int i = 0; i < 10; i++)
        {
            using HttpResponseMessage events = await site.Client.GetAsync(
                new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        }

        (await site.CountAsync("web")).Should().Be((10m, 0m));
    }

    [Theory]
    [InlineData("/wait", true, 1)]
    [InlineData("/wait", false, 0)]
    [InlineData("/hang", true, 1)]
    [InlineData("/hang", false, 0)]
    [InlineData("/half", true, 1)]
    [InlineData("/half", false, 0)]
    public async Task A_request_that_the_host_aborts_when_it_stops_has_failed(string path, bool isStopping, int bad)
    {
        var hung = new TaskCompletionSource();
        using var entered = new SemaphoreSlim(0);
        using var left = new SemaphoreSlim(0);
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                async Task Wait(HttpContext http)
                {
                    entered.Release();
                    await Task.Delay(Timeout.Infinite, http.RequestAborted);
                }

                app.ReportLeaving(left);
                app.UseReliability();
                app.MapGet("/wait", Wait);
                app.MapGet("/hang", () =>
                {
                    entered.Release();
                    return hung.Task;
                });
                app.MapGet("/half", async (HttpContext http) =>
                {
                    await http.Response.WriteAsync("so far");
                    await http.Response.Body.FlushAsync();
                    await Wait(http);
                });
            });
        using var going = new CancellationTokenSource();
        Task<HttpResponseMessage> request = site.Client.GetAsync(new Uri(path, UriKind.Relative), going.Token);
        await entered.WaitAsync();
        if (isStopping)
        {
            // What a host does whose requests exceed its shutdown timeout.
            site.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await site.Services.GetRequiredService<IServer>().StopAsync(new CancellationToken(canceled: true));
            await request.Invoking(r => r).Should().ThrowAsync<HttpRequestException>();
        }
        else
        {
            await going.CancelAsync();
            await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        }

        await left.WaitAsync(); // before the host stops, or because it does
        hung.SetResult();
        (await site.CountAsync("web")).Should().Be((bad, bad));
    }

    private static Exception Create(Type failure) => failure == typeof(HttpIOException)
        ? new HttpIOException(HttpRequestError.ResponseEnded)
        : (Exception)Activator.CreateInstance(failure)!;

    private static Task<Site> StartEventsAsync(Func<HttpContext, Task> end) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
        app =>
        {
            app.UseReliability();
            app.MapGet("/events", async (HttpContext http) =>
            {
                http.Response.ContentType = "text/event-stream";
                await http.Response.WriteAsync("data: so\n\n");
                await http.Response.Body.FlushAsync();
                await end(http);
            });
        });
}
