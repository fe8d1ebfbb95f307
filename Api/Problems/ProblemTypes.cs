namespace VoxPilot.Api.Problems;

/// <summary>Every kind of problem the API answers with. 400: the request cannot be read; 422: it was read and a value in it cannot be used.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType BadRequest = new("bad-request", 400, "The request cannot be read",
        "Something about the request itself is wrong: a header, a query value, or a body that ended early. The detail says which.");
    public static readonly ProblemType MalformedJson = new("malformed-json", 400, "The JSON cannot be read",
        "The body, or the scene part of it, is not the JSON that is expected there. The detail gives line, byte and field. NaN and Infinity are not JSON numbers.");
    public static readonly ProblemType MalformedMultipart = new("malformed-multipart", 400, "The multipart body cannot be read",
        "A multipart/form-data body needs a boundary in its Content-Type, a name for each part, and the closing boundary at its end.");
    public static readonly ProblemType InvalidIdempotencyKey = new("invalid-idempotency-key", 400, "The Idempotency-Key cannot be used",
        "An Idempotency-Key is 1 to 255 visible ASCII characters; a fresh UUID for each thing to be created is a good one.");
    public static readonly ProblemType RouteNotFound = new("route-not-found", 404, "There is nothing at this address",
        "All routes are listed at /swagger.");
    public static readonly ProblemType SceneNotFound = new("scene-not-found", 404, "There is no such scene",
        "The id was never given by this server, or the scene was deleted. POST the frames to /v1/scenes and use the id of the answer.");
    public static readonly ProblemType SampleNotFound = new("sample-not-found", 404, "There is no such sample",
        "GET /v1/samples lists the samples and their cameras.");
    public static readonly ProblemType AdapterNotFound = new("adapter-not-found", 404, "There is no such adapter",
        "GET /v1/adapters lists those that are loaded. They go with the pack, and with the server: load it again.");
    public static readonly ProblemType JobNotFound = new("job-not-found", 404, "There is no such job",
        "GET /v1/jobs lists the jobs.");
    public static readonly ProblemType ArtifactNotFound = new("artifact-not-found", 404, "The job has no such file",
        "GET /v1/jobs/{id}/artifacts lists the files that a job has left so far.");
    public static readonly ProblemType DatasetNotFound = new("dataset-not-found", 404, "There is no such data set",
        "GET /v1/datasets lists the data sets; POST /v1/datasets adds one.");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "This address does not take that method",
        "The Allow header of the answer lists the methods that it takes.");
    public static readonly ProblemType StaleFrame = new("stale-frame", 409, "The frame is older than its sequence",
        "Frames of one sequence are given in order of timestamp. Send a later one, or start a sequence with another name.");
    public static readonly ProblemType AdapterExists = new("adapter-exists", 409, "There is an adapter of that name",
        "A name stands for one adapter. Take another, or DELETE /v1/adapters/{name} first.");
    public static readonly ProblemType JobConflict = new("job-conflict", 409, "The job's state does not allow this",
        "What runs cannot be resumed, what has not succeeded cannot be promoted, and what a job needs cannot be deleted. The detail says which it is.");
    public static readonly ProblemType DatasetExists = new("dataset-exists", 409, "There is a data set of that name",
        "A name stands for one data set. Take another, or DELETE /v1/datasets/{name} first.");
    public static readonly ProblemType PackExists = new("pack-exists", 409, "There is a pack of that name",
        "A promoted pack does not replace one of other origin. Take another name.");
    public static readonly ProblemType MissingCapability = new("missing-capability", 409, "The pack in service cannot do this",
        "GET /v1/models lists what each pack is capable of. VoxPilot__Driving__Pack=NAME starts the server with another.");
    public static readonly ProblemType SceneExpired = new("scene-expired", 410, "The scene has expired",
        "Scenes are kept for a while and within a memory budget; the least recently used go first. POST the frames again.");
    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large",
        "The limits stand in appsettings.json under VoxPilot:Limits. Smaller JPEGs lose nothing: the model looks at less than a megapixel of each camera.");
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "This content type is not taken here",
        "Scenes and drives come as multipart/form-data or application/json, everything else as application/json; images are image/jpeg or image/png.");
    public static readonly ProblemType InvalidInput = new("invalid-input", 422, "A value cannot be used",
        "The errors member names each field and says what it should be.");
    public static readonly ProblemType InvalidImage = new("invalid-image", 422, "An image cannot be used",
        "The part named is not a whole JPEG or PNG, is too large, or has another size than its camera declares.");
    public static readonly ProblemType InvalidAdapter = new("invalid-adapter", 422, "The adapter cannot be used",
        "An adapter is a LoRA as a GGUF file for the pack's language model, its matrices F32, F16, BF16 or Q8_0. The detail says what does not fit.");
    public static readonly ProblemType MissingCamera = new("missing-camera", 422, "A camera's image is missing",
        "Each camera of rig.cameras needs one image part (or one entry of images) of the same name.");
    public static readonly ProblemType DuplicatePart = new("duplicate-part", 422, "A part was given twice",
        "Each camera and the scene, or each part of an adapter, are given once.");
    public static readonly ProblemType UndeclaredPart = new("undeclared-part", 422, "A part is not declared in the rig",
        "An image whose name is not in rig.cameras has no calibration and cannot be used. Declare the camera or leave the image out.");
    public static readonly ProblemType InvalidCalibration = new("invalid-calibration", 422, "A camera's calibration cannot be used",
        "Intrinsics are a finite, invertible 3×3 matrix in pixels; rotation is a unit quaternion (w, x, y, z) and translation metres, from the sensor to the ego frame.");
    public static readonly ProblemType InvalidEgoState = new("invalid-ego-state", 422, "The ego state cannot be used",
        "Velocities, accelerations, turn rates and past poses must be finite and within what a car can do, in metres, seconds and radians.");
    public static readonly ProblemType QuestionTooLong = new("question-too-long", 422, "The question is too long",
        "The limit stands in appsettings.json as VoxPilot:Limits:QuestionCharacters, and question and answer must fit the language model's context.");
    public static readonly ProblemType NotSupportedYet = new("not-supported-yet", 422, "This is not supported yet",
        "The field, the route or the hub's method is part of the API's contract and comes with a later version of this server; until then it is refused rather than ignored. "
        + "A field is answered with 422: leave it out. A whole route is answered with 501: /swagger lists those that there are.");
    public static readonly ProblemType RouteNotSupportedYet = NotSupportedYet with { Status = StatusCodes.Status501NotImplemented };
    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request",
        "A key that was used with one body cannot be used with another. Take a fresh key.");
    public static readonly ProblemType InternalError = new("internal-error", 500, "The server failed",
        "This is a defect of the server. Its log has one line with the trace id of the answer.");
    public static readonly ProblemType ModelLoading = new("model-loading", 503, "The model is still loading",
        "GET /health/ready says what is loading and how far. Retry-After says when to ask again.");
    public static readonly ProblemType ModelUnavailable = new("model-unavailable", 503, "The model could not be loaded",
        "GET /health/ready says why. The server has to be started again once that is mended.");
    public static readonly ProblemType JobStoreUnavailable = new("job-store-unavailable", 503, "The store of jobs cannot be reached",
        "The database that jobs are kept in is away: SQLite below the data root, or what VoxPilot:Jobs:Postgres names. Running jobs go on. Retry-After says when to ask again.");
    public static readonly ProblemType Overloaded = new("overloaded", 503, "The server is busy",
        "All places in a queue are taken. Retry-After says when to ask again.");

    /// <summary>All of them by slug; <see cref="RouteNotSupportedYet"/> shares that of <see cref="NotSupportedYet"/>.</summary>
    public static IReadOnlyDictionary<string, ProblemType> All { get; } = new[]
    {
        BadRequest, MalformedJson, MalformedMultipart, InvalidIdempotencyKey, RouteNotFound, SceneNotFound, SampleNotFound, AdapterNotFound, JobNotFound, ArtifactNotFound, DatasetNotFound, MethodNotAllowed,
        StaleFrame, AdapterExists, JobConflict, DatasetExists, PackExists, MissingCapability, SceneExpired, BodyTooLarge, UnsupportedMediaType, InvalidInput, InvalidImage, InvalidAdapter, MissingCamera, DuplicatePart, UndeclaredPart,
        InvalidCalibration, InvalidEgoState, QuestionTooLong, NotSupportedYet, IdempotencyKeyReused, InternalError, ModelLoading,
        ModelUnavailable, JobStoreUnavailable, Overloaded,
    }.ToDictionary(type => type.Slug);

    /// <summary>The general kind for a status code that the framework answered with by itself.</summary>
    public static ProblemType ForStatus(int status) => status switch
    {
        404 => RouteNotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        >= 500 => InternalError,
        _ => BadRequest,
    };
}
