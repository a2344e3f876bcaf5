using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Reliability.Storage;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes answers: pages and twins with their headers and their ETag, redirects, and what is wrong with a request.</summary>
internal sealed class AnswerWriter(PageHeaders headers)
{
    /// <summary>Writes what a request gets, or why it gets nothing.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isTwin">Whether the twin is asked for, and not the page.</param>
    /// <param name="depth">The number of segments of the page below the overview.</param>
    /// <param name="find">Finds the answer. It can change the headers, which are those of every page before.</param>
    public async Task WriteAsync(HttpContext http, bool isTwin, int depth, Func<ValueTask<Answer>> find)
    {
        headers.Set(http.Response.Headers);
        Answer answer;
        try
        {
            answer = await find().ConfigureAwait(false);
        }
        catch (BadParameterException e)
        {
            answer = Answer.Message(StatusCodes.Status400BadRequest, "This address is not valid", e.Message, depth);
        }
        catch (KeyNotFoundException e)
        {
            answer = Answer.Message(StatusCodes.Status404NotFound, "There is no such page", e.Message, depth);
        }
        catch (StoreException)
        {
            answer = Answer.Message(
                StatusCodes.Status503ServiceUnavailable,
                "The store cannot be read now",
                http.Request.Query.ContainsKey(PastTime.Name)
                    ? "The past cannot be read without it. The log and the health report of the application state the reason."
                    : "Nothing was read since this process started. The log and the health report of the application state the reason.",
                depth);
        }

        if (answer.Location is { } location)
        {
            http.Response.Headers.Location = location;
            http.Response.StatusCode = answer.Status == StatusCodes.Status200OK ? StatusCodes.Status302Found : answer.Status;
            return;
        }

        http.Response.StatusCode = answer.Status;
        if (answer.Key is { } key)
        {
            string etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{isTwin}\f{key}")).AsSpan(0, 12))}\"";
            http.Response.Headers.ETag = etag;
            var mine = new EntityTagHeaderValue(etag);
            if (http.Request.GetTypedHeaders().IfNoneMatch.Any(one => one.Compare(mine, useStrongComparison: false)))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        Write(answer, isTwin, buffer);
        http.Response.ContentType = isTwin
            ? answer.Status >= 400 ? "application/problem+json" : "application/json; charset=utf-8"
            : "text/html; charset=utf-8";
        bool isGzip = ResponseBody.AcceptsGzip(http);
        ReadOnlyMemory<byte> body = isGzip ? Compressed(buffer.WrittenSpan) : buffer.WrittenMemory;
        await ResponseBody.SendAsync(http, body, isGzip).ConfigureAwait(false);
    }

    private static void Write(Answer answer, bool isTwin, ArrayBufferWriter<byte> buffer)
    {
        if (isTwin)
        {
            using var json = new Utf8JsonWriter(buffer);
            answer.WriteJson(json);
        }
        else
        {
            var html = new HtmlWriter(buffer);
            answer.WriteHtml(html);
            html.RequireEnd();
        }
    }

    private static ReadOnlyMemory<byte> Compressed(ReadOnlySpan<byte> body)
    {
        using var compressed = new MemoryStream(body.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
