using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A client that sends slowly does not make the service slow.</summary>
public sealed class UploadTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SemaphoreSlim _reading = new(0);
    private readonly SemaphoreSlim _sending = new(0);

    [Theory]
    [InlineData("/body", 0)]
    [InlineData("/reader", 0)]
    [InlineData("/first-byte", 0)]
    [InlineData("/work", 1)]
    public async Task Only_the_work_of_the_handler_is_latency_and_not_the_wait_for_the_body(string path, int slow)
    {
        await using Site site = await StartAsync();
        using var content = new SlowContent(_sending);
        Task<HttpResponseMessage> post = site.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        await _reading.WaitAsync(); // the handler waits for the second half
        _clock.Advance(TimeSpan.FromMinutes(1));
        _sending.Release();
        using HttpResponseMessage response = await post;
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be("8");
        (await site.CountAsync("fast")).Should().Be((1m, slow));
    }

    public void Dispose()
    {
        _reading.Dispose();
        _sending.Dispose();
    }

    private Task<Site> StartAsync() => Site.StartAsync(
        r => r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m))
            .FromRequests("fast", q => q.Route("/body").Route("/reader").Route("/work"))
            .FromRequests("fast", q => q.Route("/first-byte").ToFirstByte()),
        app =>
        {
            app.UseReliability();
            app.MapPost("/body", (Delegate)ReadAsync);
            app.MapPost("/first-byte", (Delegate)ReadAsync);
            app.MapPost("/work", async (HttpContext http) =>
            {
                string length = await ReadAsync(http);
                _clock.Advance(TimeSpan.FromMinutes(1));
                return length;
            });
            app.MapPost("/reader", async (HttpContext http) =>
            {
                System.IO.Pipelines.ReadResult first = await http.Request.BodyReader.ReadAtLeastAsync(4);
                http.Request.BodyReader.AdvanceTo(first.Buffer.Start, first.Buffer.End);
                ValueTask<System.IO.Pipelines.ReadResult> rest = http.Request.BodyReader.ReadAtLeastAsync(8);
                _reading.Release();
                return $"{(await rest).Buffer.Length}";
            });
        },
        services: services => services.AddSingleton<TimeProvider>(_clock));

    private async Task<string> ReadAsync(HttpContext http)
    {
        byte[] buffer = new byte[16];
        await http.Request.Body.ReadExactlyAsync(buffer.AsMemory(0, 4));
        ValueTask rest = http.Request.Body.ReadExactlyAsync(buffer.AsMemory(4, 4));
        _reading.Release();
        await rest;
        return "8";
    }

    /// <summary>Sends the first half, and the second one when the test says so.</summary>
    private sealed class SlowContent(SemaphoreSlim sending) : HttpContent
    {
        private static readonly byte[] Half = [1, 2, 3, 4];

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Half);
            await stream.FlushAsync();
            await sending.WaitAsync();
            await stream.WriteAsync(Half);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 2 * Half.Length;
            return true;
        }
    }
}
