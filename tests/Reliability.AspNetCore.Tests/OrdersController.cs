using Microsoft.AspNetCore.Mvc;

namespace Reliability.AspNetCore.Tests;

/// <summary>A controller of an application.</summary>
[ApiController]
[Route("api/[controller]")]
public sealed class OrdersController : ControllerBase
{
    [HttpGet("{id:int}")]
    public ActionResult<string> Get(int id) => StatusCode(id, "so it is");

    [HttpPost]
    public ActionResult<string> Post() => throw new InvalidOperationException($"{Request.Path} is shut.");
}
