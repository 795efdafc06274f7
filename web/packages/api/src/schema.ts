// Generated from openapi/dashboard.json by `npm run generate`. Do not edit by hand.

export interface paths {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys */
        get: {
            parameters: {
                query?: {
                    all?: boolean;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKeyPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create an API key */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedApiKey"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit log, newest first */
        get: {
            parameters: {
                query?: {
                    action?: string;
                    actor?: string;
                    cursor?: string;
                    limit?: number;
                    outcome?: string;
                    search?: string;
                    since?: string;
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditEventPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Docker engines */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EnginePage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Containers */
        get: {
            parameters: {
                query?: {
                    all?: boolean;
                    label?: string[];
                    search?: string;
                    status?: string;
                };
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ContainerSummaryPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a container */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateContainer"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Container"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A container */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Container"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove a container */
        delete: {
            parameters: {
                query?: {
                    force?: boolean;
                    volumes?: boolean;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A directory's entries */
        get: {
            parameters: {
                query: {
                    path: string;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Directory"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/files/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file or directory */
        get: {
            parameters: {
                query: {
                    path: string;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Upload a file */
        put: {
            parameters: {
                query: {
                    path: string;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/kill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Kill a container */
        post: {
            parameters: {
                query?: {
                    signal?: string;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Logs of a container */
        get: {
            parameters: {
                query?: {
                    follow?: boolean;
                    format?: string;
                    search?: string;
                    since?: string;
                    stderr?: boolean;
                    stdout?: boolean;
                    tail?: string;
                    timestamps?: boolean;
                    until?: string;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LogLinePage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a container */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Processes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Processes"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rename a container */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Rename"];
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restart a container */
        post: {
            parameters: {
                query?: {
                    timeout_s?: number;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a container */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live statistics (SSE) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a container */
        post: {
            parameters: {
                query?: {
                    timeout_s?: number;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/terminal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminal (websocket) */
        get: {
            parameters: {
                query?: {
                    cols?: number;
                    rows?: number;
                    session?: string;
                    shell?: string;
                    user?: string;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                101: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/containers/{id}/unpause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unpause a container */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/disk-usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disk usage */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DiskUsage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recent engine events */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DockerEventPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Images */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImagePage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An image */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImageDetail"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove an image */
        delete: {
            parameters: {
                query?: {
                    force?: boolean;
                };
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/{id}/tag": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tag an image */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImageReference"];
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove unused images */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImagePrune"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pruned"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/images/pull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pull an image */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ImageReference"];
                };
            };
            responses: {
                /** @description Done */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Task"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/networks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Networks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NetworkPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a network */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewNetwork"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Network"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/networks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A network */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Network"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove a network */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/networks/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove unused networks */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pruned"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Volumes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VolumePage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a volume */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewVolume"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Volume"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/volumes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A volume */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Volume"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove a volume */
        delete: {
            parameters: {
                query?: {
                    force?: boolean;
                };
                header?: never;
                path: {
                    engine: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docker/engines/{engine}/volumes/prune": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove unused volumes */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    engine: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pruned"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live events (SSE) */
        get: {
            parameters: {
                query?: {
                    last_event_id?: string;
                    topics?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/host/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Host statistics of the last 15 minutes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HostHistory"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/host/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Host statistics now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HostStats"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking and what they may do */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Whoami"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change one's profile */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MeChange"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one's password */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordChange"];
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin TOTP enrolment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TotpEnrolment"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Turn TOTP off */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordProof"];
                };
            };
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm TOTP enrolment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TotpCode"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/totp/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasswordProof"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of the parts the dashboard stands on */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Platform"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminal recordings */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecordingPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A recording */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Recording"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a recording */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recordings/{id}/cast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The recording as asciicast v2 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-asciicast": string;
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles and their permissions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RolePage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a role's permissions */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RoleChange"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Role"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/service-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The service map in force */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceMap"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Services in the map and their health */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServicePage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own sessions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionInfoPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Log in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSession"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a session */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Platform settings */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Settings"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change platform settings */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SettingsChange"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Settings"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether setup is required, and its checks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Setup"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create the first administrator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewSetup"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaskPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Cancel a task */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserPage"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Create a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                /** @description Done */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a user */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a user */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["UserChange"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/users/{id}/totp/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn a user's TOTP off */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description What went wrong */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            id: string;
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            prefix: string;
            /** Format: date-time */
            revoked_at: string | null;
            scopes: {
                [key: string]: components["schemas"]["Level"];
            };
            user_id: string;
            username: string;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            next_cursor: string | null;
        };
        AuditEvent: {
            action: string;
            actor_id: string | null;
            /** @enum {string} */
            actor_kind: "user" | "api_key" | "anonymous" | "system";
            actor_name: string;
            address: string | null;
            /** Format: date-time */
            at: string;
            detail: string | null;
            id: string;
            /** @enum {string} */
            outcome: "succeeded" | "failed" | "denied" | "pending";
            request_id: string;
            /** Format: int64 */
            status: number | null;
            target: string | null;
        };
        AuditEventPage: {
            items: components["schemas"]["AuditEvent"][];
            next_cursor: string | null;
        };
        Container: {
            arguments: string[];
            command: string;
            compose_project: string | null;
            compose_service: string | null;
            /** Format: double */
            cpu_limit: number | null;
            /** Format: date-time */
            created_at: string;
            entrypoint: string[];
            environment: components["schemas"]["EnvironmentVariable"][];
            error: string | null;
            /** Format: int64 */
            exit_code: number | null;
            /** Format: date-time */
            finished_at: string | null;
            /** @enum {string|null} */
            health: "healthy" | "unhealthy" | "starting" | null;
            health_log: components["schemas"]["HealthCheckResult"][];
            hostname: string;
            id: string;
            image: string;
            image_digest: string | null;
            image_id: string;
            inspect: {
                [key: string]: unknown;
            };
            labels: {
                [key: string]: string;
            };
            /** Format: int64 */
            memory_limit_bytes: number | null;
            mounts: components["schemas"]["Mount"][];
            name: string;
            network_settings: components["schemas"]["ContainerNetwork"][];
            networks: string[];
            /** Format: int64 */
            pid: number | null;
            ports: components["schemas"]["Port"][];
            privileged: boolean;
            /** Format: int64 */
            restart_count: number | null;
            restart_policy: components["schemas"]["RestartPolicy"];
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
            status: string;
            tty: boolean;
            user: string;
            working_dir: string;
        };
        ContainerNetwork: {
            gateway: string | null;
            ip_address: string | null;
            mac_address: string | null;
            name: string;
        };
        ContainerStats: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            block_read_bytes: number;
            /** Format: double */
            block_read_bytes_per_s: number;
            /** Format: int64 */
            block_write_bytes: number;
            /** Format: double */
            block_write_bytes_per_s: number;
            /** Format: double */
            cpu_percent: number;
            /** Format: int64 */
            memory_bytes: number;
            /** Format: int64 */
            memory_limit_bytes: number;
            /** Format: double */
            memory_percent: number;
            /** Format: int64 */
            network_rx_bytes: number;
            /** Format: double */
            network_rx_bytes_per_s: number;
            /** Format: int64 */
            network_tx_bytes: number;
            /** Format: double */
            network_tx_bytes_per_s: number;
            /** Format: int64 */
            online_cpus: number;
            /** Format: int64 */
            pids: number;
        };
        ContainerStatsSample: {
            /** Format: double */
            block_read_bytes_per_s: number;
            /** Format: double */
            block_write_bytes_per_s: number;
            /** Format: double */
            cpu_percent: number;
            id: string;
            /** Format: int64 */
            memory_bytes: number;
            /** Format: int64 */
            memory_limit_bytes: number;
            /** Format: double */
            network_rx_bytes_per_s: number;
            /** Format: double */
            network_tx_bytes_per_s: number;
            /** Format: int64 */
            pids: number;
        };
        ContainerSummary: {
            command: string;
            compose_project: string | null;
            compose_service: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            exit_code: number | null;
            /** Format: date-time */
            finished_at: string | null;
            /** @enum {string|null} */
            health: "healthy" | "unhealthy" | "starting" | null;
            id: string;
            image: string;
            image_id: string;
            labels: {
                [key: string]: string;
            };
            mounts: components["schemas"]["Mount"][];
            name: string;
            networks: string[];
            ports: components["schemas"]["Port"][];
            /** Format: int64 */
            restart_count: number | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
            status: string;
        };
        ContainerSummaryPage: {
            items: components["schemas"]["ContainerSummary"][];
            next_cursor: string | null;
        };
        Cpu: {
            cores: number[];
            model: string;
            /** Format: double */
            percent: number;
        };
        CreateContainer: {
            command?: string[];
            /** Format: double */
            cpu_limit?: number | null;
            environment?: {
                [key: string]: string;
            };
            image: string;
            labels?: {
                [key: string]: string;
            };
            /** Format: int64 */
            memory_limit_bytes?: number | null;
            mounts?: components["schemas"]["NewMount"][];
            name?: string | null;
            networks?: string[];
            ports?: components["schemas"]["NewPort"][];
            privileged?: boolean;
            /** @enum {string} */
            restart_policy?: "no" | "always" | "unless-stopped" | "on-failure";
            start?: boolean;
            tty?: boolean;
            user?: string | null;
            working_dir?: string | null;
        };
        CreatedApiKey: {
            key: components["schemas"]["ApiKey"];
            secret: string;
        };
        Directory: {
            items: components["schemas"]["FileEntry"][];
            path: string;
            truncated: boolean;
        };
        Disk: {
            device: string;
            file_system: string;
            mount: string;
            /** Format: int64 */
            total_bytes: number;
            /** Format: int64 */
            used_bytes: number;
        };
        DiskUsage: {
            build_cache: components["schemas"]["DiskUsageShare"];
            containers: components["schemas"]["DiskUsageShare"];
            images: components["schemas"]["DiskUsageShare"];
            /** Format: int64 */
            layers_bytes: number;
            volumes: components["schemas"]["DiskUsageShare"];
        };
        DiskUsageShare: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            reclaimable_bytes: number;
            /** Format: int64 */
            size_bytes: number;
        };
        DockerEvent: {
            action: string;
            /** Format: date-time */
            at: string;
            attributes: {
                [key: string]: string;
            };
            engine: string;
            id: string;
            kind: string;
            name: string | null;
        };
        DockerEventPage: {
            items: components["schemas"]["DockerEvent"][];
            next_cursor: string | null;
        };
        Engine: {
            address: string;
            api_version: string | null;
            architecture: string | null;
            /** Format: int64 */
            containers: number | null;
            /** Format: int64 */
            containers_running: number | null;
            /** Format: int64 */
            cpus: number | null;
            detail: string | null;
            id: string;
            /** Format: int64 */
            images: number | null;
            /** Format: int64 */
            memory_bytes: number | null;
            name: string;
            os: string | null;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            status: "connected" | "connecting" | "unreachable" | "absent";
            version: string | null;
        };
        EnginePage: {
            items: components["schemas"]["Engine"][];
            next_cursor: string | null;
        };
        EnvironmentVariable: {
            masked: boolean;
            name: string;
            value: string | null;
        };
        FileEntry: {
            /** @enum {string} */
            kind: "file" | "directory" | "symlink" | "other";
            link_target: string | null;
            mode: string;
            /** Format: date-time */
            modified_at: string;
            name: string;
            /** Format: int64 */
            size_bytes: number;
        };
        HealthCheckResult: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            exit_code: number;
            output: string;
        };
        HostHistory: {
            /** Format: int64 */
            interval_s: number;
            items: components["schemas"]["HostSample"][];
        };
        HostSample: {
            /** Format: date-time */
            at: string;
            /** Format: double */
            cpu_percent: number;
            /** Format: int64 */
            memory_total_bytes: number;
            /** Format: int64 */
            memory_used_bytes: number;
            /** Format: double */
            received_bytes_per_s: number;
            /** Format: double */
            transmitted_bytes_per_s: number;
        };
        HostStats: {
            /** Format: date-time */
            at: string;
            cpu: components["schemas"]["Cpu"];
            disks: components["schemas"]["Disk"][];
            hostname: string;
            kernel: string;
            load: number[];
            memory: components["schemas"]["Memory"];
            networks: components["schemas"]["NetworkInterface"][];
            os: string;
            temperatures: components["schemas"]["Temperature"][];
            /** Format: int64 */
            uptime_s: number;
        };
        Image: {
            /** Format: int64 */
            containers: number;
            /** Format: date-time */
            created_at: string;
            dangling: boolean;
            digests: string[];
            id: string;
            labels: {
                [key: string]: string;
            };
            /** Format: int64 */
            size_bytes: number;
            tags: string[];
        };
        ImageDetail: {
            architecture: string;
            author: string | null;
            command: string[];
            /** Format: int64 */
            containers: number;
            /** Format: date-time */
            created_at: string;
            dangling: boolean;
            digests: string[];
            entrypoint: string[];
            environment: components["schemas"]["EnvironmentVariable"][];
            exposed_ports: string[];
            history: components["schemas"]["ImageLayer"][];
            id: string;
            inspect: {
                [key: string]: unknown;
            };
            labels: {
                [key: string]: string;
            };
            layers: string[];
            os: string;
            /** Format: int64 */
            size_bytes: number;
            tags: string[];
        };
        ImageLayer: {
            /** Format: date-time */
            created_at: string;
            created_by: string;
            empty: boolean;
            /** Format: int64 */
            size_bytes: number;
        };
        ImagePage: {
            items: components["schemas"]["Image"][];
            next_cursor: string | null;
        };
        ImagePrune: {
            all?: boolean;
        };
        ImageReference: {
            reference: string;
        };
        /** @enum {string} */
        Level: "none" | "read" | "write" | "admin";
        LogLine: {
            /** Format: date-time */
            at: string | null;
            /** @enum {string} */
            stream: "stdout" | "stderr";
            text: string;
        };
        LogLinePage: {
            items: components["schemas"]["LogLine"][];
            next_cursor: string | null;
        };
        Me: {
            /** Format: date-time */
            created_at: string;
            email: string;
            id: string;
            /** Format: date-time */
            last_login_at: string | null;
            role: components["schemas"]["RoleName"];
            totp_enabled: boolean;
            username: string;
        };
        MeChange: {
            email?: string | null;
        };
        Memory: {
            /** Format: int64 */
            available_bytes: number;
            /** Format: int64 */
            swap_total_bytes: number;
            /** Format: int64 */
            swap_used_bytes: number;
            /** Format: int64 */
            total_bytes: number;
            /** Format: int64 */
            used_bytes: number;
        };
        /** @enum {string} */
        Module: "overview" | "containers" | "files" | "terminal" | "images" | "volumes" | "networks" | "recordings" | "users" | "api_keys" | "audit" | "settings";
        Mount: {
            destination: string;
            kind: string;
            name: string | null;
            read_only: boolean;
            source: string;
        };
        Network: {
            attachable: boolean;
            builtin: boolean;
            containers: components["schemas"]["NetworkMember"][];
            /** Format: date-time */
            created_at: string;
            driver: string;
            id: string;
            internal: boolean;
            ipv6: boolean;
            labels: {
                [key: string]: string;
            };
            name: string;
            scope: string;
            subnets: components["schemas"]["Subnet"][];
        };
        NetworkInterface: {
            interface: string;
            /** Format: int64 */
            received_bytes: number;
            /** Format: double */
            received_bytes_per_s: number;
            /** Format: int64 */
            transmitted_bytes: number;
            /** Format: double */
            transmitted_bytes_per_s: number;
        };
        NetworkMember: {
            id: string;
            ipv4_address: string | null;
            name: string;
        };
        NetworkPage: {
            items: components["schemas"]["Network"][];
            next_cursor: string | null;
        };
        NewApiKey: {
            /** Format: int64 */
            expires_in_days?: number | null;
            name: string;
            scopes: {
                [key: string]: components["schemas"]["Level"];
            };
        };
        NewMount: {
            destination: string;
            /** @enum {string} */
            kind: "volume" | "bind" | "tmpfs";
            read_only?: boolean;
            source?: string | null;
        };
        NewNetwork: {
            attachable?: boolean;
            driver?: string | null;
            gateway?: string | null;
            internal?: boolean;
            labels?: {
                [key: string]: string;
            };
            name: string;
            subnet?: string | null;
        };
        NewPort: {
            /** Format: int64 */
            container_port: number;
            host_ip?: string | null;
            /** Format: int64 */
            host_port?: number | null;
            /** @enum {string} */
            protocol?: "tcp" | "udp";
        };
        NewSession: {
            password: string;
            totp_code?: string | null;
            username: string;
        };
        NewSetup: {
            email: string;
            password: string;
            setup_token: string;
            username: string;
        };
        NewUser: {
            email: string;
            password: string;
            role: components["schemas"]["RoleName"];
            username: string;
        };
        NewVolume: {
            driver?: string | null;
            labels?: {
                [key: string]: string;
            };
            name: string;
        };
        Node: {
            description: string | null;
            docker: string | null;
            host: string | null;
            id: string;
            roles: string[];
            services: string[];
            tailscale_address: string | null;
        };
        PasswordChange: {
            current_password: string;
            new_password: string;
        };
        PasswordProof: {
            password: string;
        };
        Platform: {
            detail: string | null;
            /** @enum {string} */
            docker: "up" | "down" | "absent";
            /** @enum {string} */
            postgresql: "up" | "down";
            /** @enum {string} */
            redis: "up" | "down";
        };
        PlatformInfo: {
            environment: string;
            version: string;
        };
        Port: {
            ip: string | null;
            /** Format: int64 */
            private_port: number;
            protocol: string;
            /** Format: int64 */
            public_port: number | null;
        };
        Problem: {
            code: string;
            detail: string;
            field?: string | null;
            request_id: string;
            /** Format: int64 */
            retry_after_s?: number | null;
            /** Format: int64 */
            status: number;
            title: string;
            type: string;
        };
        Processes: {
            items: string[][];
            titles: string[];
        };
        Pruned: {
            deleted: string[];
            /** Format: int64 */
            reclaimed_bytes: number;
        };
        Recording: {
            /** Format: int64 */
            cols: number;
            command: string;
            container_id: string;
            container_name: string;
            /** Format: int64 */
            duration_ms: number;
            /** Format: date-time */
            ended_at: string | null;
            engine: string;
            id: string;
            /** Format: int64 */
            rows: number;
            /** Format: int64 */
            size_bytes: number;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            status: "recording" | "complete" | "interrupted";
            user_id: string;
            username: string;
        };
        RecordingPage: {
            items: components["schemas"]["Recording"][];
            next_cursor: string | null;
        };
        RecoveryCodes: {
            recovery_codes: string[];
        };
        Rename: {
            name: string;
        };
        RestartPolicy: {
            /** Format: int64 */
            maximum_retry_count: number;
            name: string;
        };
        Role: {
            description: string;
            editable: boolean;
            name: components["schemas"]["RoleName"];
            permissions: {
                [key: string]: components["schemas"]["Level"];
            };
            /** Format: int64 */
            user_count: number;
        };
        RoleChange: {
            permissions: {
                [key: string]: components["schemas"]["Level"];
            };
        };
        /** @enum {string} */
        RoleName: "admin" | "developer" | "viewer" | "client";
        RolePage: {
            items: components["schemas"]["Role"][];
            next_cursor: string | null;
        };
        Service: {
            /** Format: date-time */
            changed_at: string | null;
            /** Format: date-time */
            checked_at: string | null;
            dependencies: components["schemas"]["ServiceDependency"][];
            depends_on: string[];
            detail: string | null;
            grpc_url: string | null;
            health_path: string;
            http_url: string | null;
            instance_id: string | null;
            name: string;
            node: string | null;
            /** Format: int64 */
            resident_bytes: number | null;
            /** Format: double */
            response_time_ms: number | null;
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            status: "healthy" | "degraded" | "down" | "unknown";
            tags: string[];
            version: string | null;
        };
        ServiceDependency: {
            detail: string | null;
            name: string;
            /** @enum {string} */
            status: "up" | "down" | "unknown";
        };
        ServiceMap: {
            environment: string;
            error: string | null;
            /** Format: date-time */
            loaded_at: string;
            nodes: components["schemas"]["Node"][];
            path: string;
            /** Format: int64 */
            version: number;
        };
        ServicePage: {
            items: components["schemas"]["Service"][];
            next_cursor: string | null;
        };
        Session: {
            csrf_token: string;
            user: components["schemas"]["Me"];
        };
        SessionInfo: {
            address: string | null;
            /** Format: date-time */
            created_at: string;
            current: boolean;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** Format: date-time */
            last_seen_at: string;
            user_agent: string | null;
        };
        SessionInfoPage: {
            items: components["schemas"]["SessionInfo"][];
            next_cursor: string | null;
        };
        Settings: {
            /** Format: int64 */
            audit_retention_days: number;
            /** Format: int64 */
            recording_retention_days: number;
            /** Format: int64 */
            session_lifetime_hours: number;
            terminal_recording: boolean;
        };
        SettingsChange: {
            /** Format: int64 */
            audit_retention_days?: number | null;
            /** Format: int64 */
            recording_retention_days?: number | null;
            /** Format: int64 */
            session_lifetime_hours?: number | null;
            terminal_recording?: boolean | null;
        };
        Setup: {
            checks: components["schemas"]["SetupCheck"][];
            required: boolean;
        };
        SetupCheck: {
            detail: string;
            hint: string | null;
            /** Format: double */
            latency_ms: number | null;
            /** @enum {string} */
            name: "postgresql" | "redis" | "docker" | "service_map";
            /** @enum {string} */
            status: "ok" | "warning" | "failed";
        };
        Subnet: {
            gateway: string | null;
            subnet: string;
        };
        Task: {
            created_by: string;
            engine: string | null;
            error: string | null;
            /** Format: date-time */
            finished_at: string | null;
            id: string;
            kind: string;
            progress: null | components["schemas"]["TaskProgress"];
            /** Format: date-time */
            started_at: string;
            status: components["schemas"]["TaskStatus"];
            steps: components["schemas"]["TaskStep"][];
            title: string;
        };
        TaskPage: {
            items: components["schemas"]["Task"][];
            next_cursor: string | null;
        };
        TaskProgress: {
            /** Format: int64 */
            current: number;
            /** Format: int64 */
            total: number;
            /** @enum {string} */
            unit: "bytes" | "steps";
        };
        /** @enum {string} */
        TaskStatus: "running" | "succeeded" | "failed" | "cancelled";
        TaskStep: {
            /** Format: int64 */
            current: number | null;
            id: string;
            label: string;
            status: string;
            /** Format: int64 */
            total: number | null;
        };
        Temperature: {
            /** Format: double */
            celsius: number;
            /** Format: double */
            critical_celsius: number | null;
            label: string;
        };
        TotpCode: {
            code: string;
        };
        TotpEnrolment: {
            otpauth_url: string;
            secret: string;
        };
        User: {
            /** Format: date-time */
            created_at: string;
            disabled: boolean;
            email: string;
            id: string;
            /** Format: date-time */
            last_login_at: string | null;
            role: components["schemas"]["RoleName"];
            totp_enabled: boolean;
            username: string;
        };
        UserChange: {
            disabled?: boolean | null;
            email?: string | null;
            password?: string | null;
            role?: null | components["schemas"]["RoleName"];
        };
        UserPage: {
            items: components["schemas"]["User"][];
            next_cursor: string | null;
        };
        Volume: {
            containers: string[];
            /** Format: date-time */
            created_at: string | null;
            driver: string;
            labels: {
                [key: string]: string;
            };
            mountpoint: string;
            name: string;
            scope: string;
            /** Format: int64 */
            size_bytes: number | null;
        };
        VolumePage: {
            items: components["schemas"]["Volume"][];
            next_cursor: string | null;
        };
        Whoami: {
            csrf_token: string | null;
            permissions: {
                [key: string]: components["schemas"]["Level"];
            };
            platform: components["schemas"]["PlatformInfo"];
            user: components["schemas"]["Me"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
